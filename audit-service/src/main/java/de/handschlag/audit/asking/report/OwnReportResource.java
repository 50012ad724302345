package de.handschlag.audit.asking.report;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Roles;

/** A person's own report. */
@Path("/v1/my/report")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "My accesses")
public class OwnReportResource {

    private final ReportService service;

    OwnReportResource(ReportService service) {
        this.service = service;
    }

    @GET
    @Operation(operationId = "getOwnReport", summary = "All that the log knows about me (Art. 15 GDPR)", description = """
            Who saw which attributes, when, for which purpose, on which of my decisions or which norm; my decisions, and from
            when on their end was heeded; what recipients answered; that the log was read; what was erased; how long what is
            kept; recipients summed up. Offices, not their employees. What a norm forbids to show, or defers, is not there.""")
    @APIResponse(responseCode = "200", description = "The report; one that breaks off is no JSON", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT, description = PersonReport.MEMBERS)))
    @APIResponse(responseCode = "404", description = "This login is not bound to a person")
    @APIResponse(responseCode = "503", description = "Which person this login is cannot be told at the moment")
    public Response report() {
        return service.own().answer();
    }
}
