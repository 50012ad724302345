package de.handschlag.registry.webhook;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;
import de.handschlag.registry.requester.AgencyRequester;

/** An agency's system says where it wants to be told that its feed has something new. */
@Path("/v1/webhook")
@RolesAllowed(Roles.AGENCY_SYSTEM)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {

    private final WebhookService service;
    private final AgencyRequester requester;

    WebhookResource(WebhookService service, AgencyRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    /** @param url {@code https}, outside of private networks; a host may have umlauts */
    public record Registration(@NotBlank @Size(max = 1000) String url) {}

    /** @param secret shown once */
    public record NewSecret(String secret) {}

    @PUT
    @Operation(operationId = "putWebhook", summary = "Register the address to be told at, or replace it; revives a webhook that was given up")
    @APIResponse(responseCode = "201", description = "Registered; the secret is shown this once")
    @APIResponse(responseCode = "200", description = "The address is replaced; the secret stays")
    @APIResponse(responseCode = "422", description = "The address may not be called; the detail says why")
    public RestResponse<Registered> register(@Valid @NotNull Registration registration) {
        Registered registered = service.register(requester.agencyId(), registration.url());
        return RestResponse.ResponseBuilder
                .create(registered.secret() == null ? RestResponse.Status.OK : RestResponse.Status.CREATED, registered)
                .build();
    }

    @GET
    @Operation(operationId = "getWebhook", summary = "The webhook and how it fares, without its secret")
    @APIResponse(responseCode = "200", description = "The webhook")
    @APIResponse(responseCode = "404", description = "None is registered")
    public WebhookView get() {
        return service.get(requester.agencyId());
    }

    @POST
    @Path("/secret")
    @Operation(operationId = "rotateWebhookSecret", summary = "Make a new secret; the one before signs as well for a day")
    @APIResponse(responseCode = "200", description = "The new secret, shown this once")
    @APIResponse(responseCode = "404", description = "None is registered")
    public NewSecret rotate() {
        return new NewSecret(service.rotate(requester.agencyId()));
    }

    @DELETE
    @Operation(operationId = "deleteWebhook", summary = "Be told no more; the feed stays")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "None is registered")
    public void remove() {
        service.remove(requester.agencyId());
    }
}
