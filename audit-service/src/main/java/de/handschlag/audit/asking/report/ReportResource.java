package de.handschlag.audit.asking.report;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/** The answer to a person's request (Art. 15 GDPR), for the data-protection officer. */
@Path("/v1/person-reports/{dataSubjectId}")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Person reports", description = "All that the log knows about a person, machine-readable (Art. 15 GDPR, R30)")
public class ReportResource {

    private final ReportService service;
    private final QueryRequester requester;

    ReportResource(ReportService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    /**
     * Why a report has to name employees.
     *
     * @param scope  {@code shown} (default) or {@code all}
     * @param reason typed; it stands in the log
     */
    public record StaffNamed(@Nullable String queryPurpose, @Nullable @Pattern(regexp = "shown|all") String scope,
            @NotNull @SeveralLines @Size(min = 10, max = 500) @Letters(3) String reason) {}

    @GET
    @Operation(operationId = "getPersonReport", summary = "A person's report, with employees masked", description = """
            Who saw which attributes, when, for which purpose, on which decision or norm; decisions, and from when on their
            end was heeded; cases; what recipients answered; that the log was read; what was erased; how long what is kept;
            recipients summed up; where the proof is that no entry is left out. No values: the log has none. scope is shown
            (default: what may be handed to the person) or all, with what a norm hides or defers.""")
    @APIResponse(responseCode = "200", description = "The report; one that breaks off is no JSON", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT, description = PersonReport.MEMBERS)))
    @APIResponse(responseCode = "404", description = "The log has nothing about this person")
    @APIResponse(responseCode = "422", description = "No purpose, or a scope that is none")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public Response masked(@PathParam("dataSubjectId") UUID dataSubjectId, @QueryParam("scope") @Nullable String scope,
            @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.about(dataSubjectId, scope, queryPurpose, null, requester.current()).answer();
    }

    @POST
    @Path("/staff-named")
    @Operation(operationId = "getPersonReportNamingStaff", summary = "A person's report that names employees, for a typed reason", description = """
            Employees are named by their ids, not by names. Your reason stands in the log with your login, where your
            controller can read it; the person sees that the log was read, not the reason.""")
    @APIResponse(responseCode = "200", description = "The report; one that breaks off is no JSON", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT, description = PersonReport.MEMBERS)))
    @APIResponse(responseCode = "404", description = "The log has nothing about this person")
    @APIResponse(responseCode = "422", description = "No purpose, no reason, or a scope that is none")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public Response named(@PathParam("dataSubjectId") UUID dataSubjectId, @Valid @NotNull StaffNamed wanted) {
        return service.about(dataSubjectId, wanted.scope(), wanted.queryPurpose(), wanted.reason(), requester.current())
                .answer();
    }
}
