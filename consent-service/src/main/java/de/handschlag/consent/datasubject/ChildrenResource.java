package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.util.List;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.event.Guardianship;
import de.handschlag.login.Roles;
import de.handschlag.text.AsTyped;

/** For whom a login acts as a guardian (R11). What it does for them goes by the header Acting-For, where an operation takes it. */
@Path("/v1/me/children")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class ChildrenResource {

    private final GuardianService guardians;
    private final GuardianCodeEntry codes;
    private final SecurityIdentity identity;

    ChildrenResource(GuardianService guardians, GuardianCodeEntry codes, SecurityIdentity identity) {
        this.guardians = guardians;
        this.codes = codes;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listChildren", summary = "For whom this login acts as a guardian, or waits to")
    @APIResponseSchema(value = Page.class, responseDescription = "Children, and adults under legal guardianship; may be empty")
    public Page list() {
        return page(Login.of(identity));
    }

    @POST
    @Operation(operationId = "bindGuardian", summary = "Enter an agency's code: from then on this login acts for the person of its case", description = """
            Nobody has a login for the person yet: bound at once (201). Otherwise it waits (202) until a login of the person's own or
            of another guardian confirms it; with codes of two different agencies a waiting time begins, in which the person can
            refuse. What was bound on one agency's word alone is confirmed by another agency's code (200).""")
    @APIResponseSchema(value = Page.class, responseCode = "200", responseDescription = "This login acted for the person before and is confirmed now")
    @APIResponse(responseCode = "201", description = "Bound")
    @APIResponse(responseCode = "202", description = "It waits")
    @APIResponse(responseCode = "403", description = "The token speaks for an agency")
    @APIResponse(responseCode = "409", description = "The login is the person's own, needs no confirmation, or the person is not of the age for it")
    @APIResponse(responseCode = "422", description = "The code is unknown, used or expired")
    @APIResponse(responseCode = "429", description = "Too many wrong codes")
    public Response bind(@Valid @NotNull GuardianCode entry) {
        Login login = Login.of(identity);
        BindingCodeEntry.Outcome outcome = codes.enter(login, entry.code());
        return Response.status(switch (outcome) {
            case BOUND -> 201;
            case CONFIRMED -> 200;
            case WAITS -> 202;
        }).entity(page(login)).build();
    }

    @DELETE
    @Path("/{loginBindingId}")
    @Operation(operationId = "endGuardian", summary = "Act for this person no more, or take the wish back")
    @APIResponse(responseCode = "204", description = "Ended; from now on this login opens nothing of that person")
    @APIResponse(responseCode = "404", description = "None of this login's bindings has this id")
    public void end(UUID loginBindingId) {
        guardians.end(Login.of(identity), loginBindingId);
    }

    /** A code as a guardian types it. */
    record GuardianCode(@NotBlank @AsTyped @Size(max = 64) String code) {}

    private Page page(Login login) {
        return new Page(guardians.children(login).stream().map(ChildView::of).toList());
    }

    /**
     * Somebody for whom this login acts. Nobody here knows names.
     *
     * @param loginBindingId    value of the header Acting-For
     * @param birthYear         null if it is not known, or while the login waits
     * @param agencies          whose codes were entered
     * @param unconfirmedAgency the agency on whose word alone it stands, and whose requests it therefore does not approve
     * @param takesEffectAt     end of the waiting time; null if there is none
     * @param guardians         other guardians of the person, those who wait included; empty while this login waits
     */
    record ChildView(UUID loginBindingId, LoginBinding.Status status, Guardianship guardianship,
            @Nullable Integer birthYear, List<String> agencies, @Nullable String unconfirmedAgency, Instant requestedAt,
            @Nullable Instant takesEffectAt, @Nullable Instant boundAt, List<Other> guardians) {

        static ChildView of(GuardianService.Child child) {
            LoginBindingView binding = child.binding();
            return new ChildView(binding.loginBindingId(), binding.status(), binding.requireGuardianship(),
                    child.birthYear(), binding.agencies(), binding.unconfirmedAgency(), binding.requestedAt(),
                    binding.takesEffectAt(), binding.boundAt(), child.guardians().stream().map(Other::of).toList());
        }
    }

    /** Another guardian. */
    record Other(UUID loginBindingId, LoginBinding.Status status, Guardianship guardianship, List<String> agencies,
            Instant requestedAt, @Nullable Instant boundAt) {

        static Other of(LoginBindingView binding) {
            return new Other(binding.loginBindingId(), binding.status(), binding.requireGuardianship(),
                    binding.agencies(), binding.requestedAt(), binding.boundAt());
        }
    }

    /** All of them, the oldest first. */
    record Page(List<ChildView> children) {}
}
