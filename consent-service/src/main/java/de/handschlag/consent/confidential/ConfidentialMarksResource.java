package de.handschlag.consent.confidential;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
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

import de.handschlag.consent.confidential.ConfidentialMarks.Marks;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.login.Roles;

/** What this person keeps from their guardians (R12). */
@Path("/v1/me/confidential-marks")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces(MediaType.APPLICATION_JSON)
class ConfidentialMarksResource {

    private final ConfidentialMarks marks;
    private final SecurityIdentity identity;

    ConfidentialMarksResource(ConfidentialMarks marks, SecurityIdentity identity) {
        this.marks = marks;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getConfidentialMarks", summary = "What this person keeps from their guardians (R12)")
    @APIResponseSchema(value = Wanted.class, responseDescription = "Both lists may be empty")
    public Wanted get() {
        return Wanted.of(marks.of(Login.of(identity)));
    }

    @PUT
    @Operation(operationId = "setConfidentialMarks", summary = "Keep these items and offices from guardians, and nothing else: what names one does not exist for them")
    @APIResponseSchema(value = Wanted.class, responseCode = "200", responseDescription = "As it is now")
    @APIResponse(responseCode = "422", description = "An item that the catalogue does not let be kept from guardians, or an unknown office")
    public Wanted set(@Valid @NotNull Wanted wanted) {
        return Wanted.of(marks.mark(Login.of(identity), wanted.attributes(), wanted.agencies()));
    }

    /**
     * What is kept from guardians.
     *
     * @param attributes keys of the catalogue whose row allows it
     * @param agencies   ids of offices
     */
    record Wanted(@NotNull @Size(max = 100) List<@NotNull String> attributes,
            @NotNull @Size(max = 100) List<@NotNull String> agencies) {

        static Wanted of(Marks marks) {
            return new Wanted(List.copyOf(marks.attributes()), List.copyOf(marks.agencies()));
        }
    }
}
