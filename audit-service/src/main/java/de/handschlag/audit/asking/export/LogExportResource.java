package de.handschlag.audit.asking.export;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.audit.asking.query.LogQuestion;
import de.handschlag.audit.asking.query.LogQuestionParameters;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** The log, or some of it, to be read and checked elsewhere. */
@Path("/v1/log-exports")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Log exports", description = "The log, or some of it, for the stand-alone verifier; each export is itself logged (R29)")
public class LogExportResource {

    private static final String ZIP = "application/zip";

    private final LogExportService service;
    private final QueryRequester requester;

    LogExportResource(LogExportService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @POST
    @Produces(ZIP)
    @Operation(operationId = "exportLog", summary = "The whole log at the newest checkpoint, or some of its entries", description = """
            A ZIP archive. Without filter and format: checkpoint, tiles, bundles, payloads, verifier key and manifest, all that
            the stand-alone verifier needs; with the newest cosigned checkpoint and the time stamps, if there are any. It names every person by random id, so it is for the data-protection
            officer's control (Art. 39(1)(b) GDPR) and for the supervisory authority (Art. 58(1)) only; who asks for their own
            data (Art. 15) gets what is about them, not this. With a format (ndjson, csv, or fhir: FHIR R4 AuditEvent) and the
            filters of GET /v1/log-entries: the entries that fit, newest first, each with its proof, the entries that say what
            was erased meanwhile, and a manifest that the log's key signs; the verifier checks it. separator is comma (default)
            or semicolon, for csv: with the latter a German spreadsheet shows columns. queryPurpose is compulsory, as for queries.""")
    @APIResponse(responseCode = "200", description = "The archive; one that breaks off has no directory and cannot be opened", content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "422", description = "No purpose, or one that does not need this; a filter that is not valid or has no format; more entries than an export holds")
    @APIResponse(responseCode = "429", description = "Another export is running")
    @APIResponse(responseCode = "503", description = "The export cannot be recorded, so it is not made")
    public Response export(@BeanParam LogQuestionParameters parameters, @RestQuery @Nullable String format,
            @RestQuery @Nullable String separator, @Context RoutingContext answering) {
        LogQuestion question = parameters.stated();
        if (format == null && separator == null && question.filter().isEmpty()) {
            LogExport export = service.begin(question.purpose(), requester.current());
            answering.addEndHandler(_ -> export.answered());
            return archive(export::writeTo, "handschlag-log-" + export.size() + ".zip");
        }
        FilteredExport export = service.begin(question, format, separator, requester.current());
        answering.addEndHandler(_ -> export.answered());
        return archive(export::writeTo, export.fileName());
    }

    private static Response archive(StreamingOutput content, String fileName) {
        return Response.ok(content, ZIP).header("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .build();
    }
}
