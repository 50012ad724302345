package de.handschlag.consent.notification;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notification.NotificationChoice.AddressCode;
import de.handschlag.consent.notification.NotificationChoice.WantedAddress;
import de.handschlag.login.Roles;

/** How a person is told that there is something new (R41). */
@Path("/v1/me/notifications")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class NotificationResource {

    private final NotificationService notifications;
    private final SecurityIdentity identity;

    NotificationResource(NotificationService notifications, SecurityIdentity identity) {
        this.notifications = notifications;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getNotifications", summary = "How this person is told that there is something new; not at all unless they chose it")
    @APIResponseSchema(value = NotificationChoice.class, responseDescription = "The choice")
    @APIResponse(responseCode = "404", description = "This login is bound to nobody")
    public NotificationChoice show() {
        return notifications.show(Login.of(identity));
    }

    @PUT
    @Operation(operationId = "enterNotificationAddress", summary = "Enter an e-mail address or a mobile number: a code is sent there, and nothing else before it is confirmed", description = """
            An address takes the place of one that waits. The one in use stays in use until the new one is confirmed. For the address
            in use itself no code is needed: language and naming of offices change. A message says that there is something new and
            where to log in; which office asks, only if namesOffices is true.""")
    @APIResponseSchema(value = NotificationChoice.class, responseCode = "200", responseDescription = "The choice now")
    @APIResponse(responseCode = "404", description = "This login is bound to nobody")
    @APIResponse(responseCode = "409", description = "This installation sends no messages, or none to addresses of this kind")
    @APIResponse(responseCode = "422", description = "It is no such address, or no language of the pages")
    @APIResponse(responseCode = "429", description = "Too many codes within a day")
    public NotificationChoice enter(@Valid @NotNull WantedAddress wanted) {
        return notifications.enter(Login.of(identity), wanted);
    }

    @POST
    @Path("/confirmation")
    @Operation(operationId = "confirmNotificationAddress", summary = "Confirm the address that waits with the code that was sent there; the one before is told that nothing comes there any more")
    @APIResponseSchema(value = NotificationChoice.class, responseCode = "200", responseDescription = "The choice now")
    @APIResponse(responseCode = "404", description = "This login is bound to nobody")
    @APIResponse(responseCode = "409", description = "This code has confirmed the address before")
    @APIResponse(responseCode = "422", description = "The code is not that of the address that waits, or expired")
    @APIResponse(responseCode = "429", description = "Too many wrong codes")
    public NotificationChoice confirm(@Valid @NotNull AddressCode entry) {
        return notifications.confirm(Login.of(identity), entry.code());
    }

    @DELETE
    @Operation(operationId = "endNotifications", summary = "Have no messages sent any more; the address is told so and then forgotten")
    @APIResponse(responseCode = "204", description = "None are sent")
    @APIResponse(responseCode = "404", description = "This login is bound to nobody")
    public void end() {
        notifications.end(Login.of(identity));
    }
}
