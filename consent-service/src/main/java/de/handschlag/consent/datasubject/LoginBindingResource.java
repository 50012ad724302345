package de.handschlag.consent.datasubject;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.BindingCodeEntry.Entered;
import de.handschlag.login.Roles;
import de.handschlag.text.AsTyped;

/** A person's logins (R35). */
@Path("/v1/me/login-bindings")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class LoginBindingResource {

    private final LoginBindingService loginBindings;
    private final BindingCodeEntry codes;
    private final SecurityIdentity identity;

    LoginBindingResource(LoginBindingService loginBindings, BindingCodeEntry codes, SecurityIdentity identity) {
        this.loginBindings = loginBindings;
        this.codes = codes;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listLoginBindings", summary = "The logins that are this person's, and those that wait to become it; of a login that waits, only itself")
    @APIResponseSchema(value = LoginBindingView.Page.class, responseDescription = "The logins")
    @APIResponse(responseCode = "404", description = "This login belongs to nobody and does not wait")
    public LoginBindingView.Page list() {
        return loginBindings.list(Login.of(identity));
    }

    @POST
    @Operation(operationId = "bindLogin", summary = "Enter an agency's code: this login becomes the login of the person for whom it was made", description = """
            A person who has no login yet: bound at once (201). A person who has one: the login waits (202) until a login of the
            person confirms it; with codes of two different agencies, or if the identity provider has proofed the login, a
            waiting time begins in which a login of the person can refuse, and after which it is bound. A login that is bound
            on one agency's word alone is confirmed by another agency's code (200).""")
    @APIResponseSchema(value = LoginBindingView.class, responseCode = "200", responseDescription = "This login was bound before and is confirmed now")
    @APIResponse(responseCode = "201", description = "Bound")
    @APIResponse(responseCode = "202", description = "The person has a login already: this one waits")
    @APIResponse(responseCode = "403", description = "The token speaks for an agency")
    @APIResponse(responseCode = "409", description = "The login is or waits to be another person's, needs no confirmation, or has used this code already")
    @APIResponse(responseCode = "422", description = "The code is unknown, used or expired")
    @APIResponse(responseCode = "429", description = "Too many wrong codes")
    public Response bind(@Valid @NotNull CodeEntry entry) {
        Entered entered = codes.enter(Login.of(identity), entry.code());
        return Response.status(switch (entered.outcome()) {
            case BOUND -> 201;
            case CONFIRMED -> 200;
            case WAITS -> 202;
        }).entity(entered.loginBinding()).build();
    }

    @POST
    @Path("/{loginBindingId}/confirmation")
    @Operation(operationId = "confirmLoginBinding", summary = "A login that waits is this person's, too; or a guardian's of this person, which another guardian can say as well (R11)")
    @APIResponseSchema(value = LoginBindingView.class, responseCode = "200", responseDescription = "Bound")
    @APIResponse(responseCode = "404", description = "No such login waits for this person")
    @APIResponse(responseCode = "409", description = "It waits no longer")
    public LoginBindingView confirm(UUID loginBindingId,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor) {
        return loginBindings.confirm(Login.of(identity, actingFor), loginBindingId);
    }

    @POST
    @Path("/{loginBindingId}/refusal")
    @Operation(operationId = "refuseLoginBinding", summary = "A login that waits is not this person's")
    @APIResponse(responseCode = "204", description = "It does not wait any more")
    @APIResponse(responseCode = "404", description = "No such login waits for this person")
    @APIResponse(responseCode = "409", description = "It is bound already")
    public void refuse(UUID loginBindingId) {
        loginBindings.refuse(Login.of(identity), loginBindingId);
    }

    @POST
    @Path("/{loginBindingId}/proofing")
    @Operation(operationId = "proofLoginBinding", summary = "The identity provider has proofed this login: it is confirmed, or its waiting time begins")
    @APIResponseSchema(value = LoginBindingView.class, responseCode = "200", responseDescription = "Confirmed, or the waiting time runs")
    @APIResponse(responseCode = "404", description = "It is not the login of this request")
    @APIResponse(responseCode = "409", description = "The token shows no proofing that counts here")
    public LoginBindingView proof(UUID loginBindingId) {
        return loginBindings.proof(Login.of(identity), loginBindingId);
    }

    @DELETE
    @Path("/{loginBindingId}")
    @Operation(operationId = "endLoginBinding", summary = "End a login of this person, also the one in use, but not the only one; or one that waits")
    @APIResponse(responseCode = "204", description = "Ended; from now on it opens nothing of this person")
    @APIResponse(responseCode = "404", description = "This person has no such login")
    @APIResponse(responseCode = "409", description = "It is the only one")
    public void end(UUID loginBindingId) {
        loginBindings.end(Login.of(identity), loginBindingId);
    }

    /** A code as a person types it. */
    record CodeEntry(@NotBlank @AsTyped @Size(max = 64) String code) {}
}
