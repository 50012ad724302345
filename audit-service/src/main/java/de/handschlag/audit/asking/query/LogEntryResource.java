package de.handschlag.audit.asking.query;

import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.chain.log.TlogProof;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.event.Requester;
import de.handschlag.login.Roles;

/** The log as the data-protection officer asks it. */
@Path("/v1/log-entries")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Log entries", description = "Questions of the data-protection officer; each is itself logged (R29)")
@Produces(MediaType.APPLICATION_JSON)
public class LogEntryResource {

    private final LogEntryService service;
    private final QueryRequester requester;

    LogEntryResource(LogEntryService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(operationId = "listLogEntries", summary = "Entries that fit, newest first", description = """
            agencyId with caseReference names a person: the answer holds all entries about whoever that case was linked
            to. queryPurpose is compulsory: data-subject-request, complaint, routine-control, incident or
            supervisory-authority. An employee can be followed for a complaint, an incident or the supervisory authority
            only, unless the query names the person whose data it is about.""")
    @APIResponse(responseCode = "200", description = "A page, with the checkpoint that covers what is logged")
    @APIResponse(responseCode = "422", description = "No purpose, or a filter that is not valid")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public LogEntryList find(@BeanParam LogQuestionParameters question, @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return service.find(question.stated(), Map.of(), Cursor.of(cursor), limit, requester.current());
    }

    @GET
    @Path("/{index}")
    @Operation(operationId = "getLogEntry", summary = "One entry with its proof")
    @APIResponse(responseCode = "200", description = "Entry, payload, salt and inclusion proof")
    @APIResponse(responseCode = "404", description = "No such entry")
    @APIResponse(responseCode = "422", description = "No purpose")
    @APIResponse(responseCode = "503", description = "The query cannot be recorded, so it is not answered")
    public ProvenEntry get(@PathParam("index") long index, @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        Requester asking = requester.current();
        return service.get(index, queryPurpose, asking);
    }

    @GET
    @Path("/{index}/tlog-proof")
    @Produces(TlogProof.MEDIA_TYPE)
    @Operation(operationId = "getTlogProof", summary = "The proof of one entry as a file", description = """
            C2SP tlog-proof: checked with the log's key alone. Its line extra is, in base64, a JSON object of the texts entry (the
            bytes in the tree), payload and salt, the latter two unless the payload was erased.""")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "404", description = "No such entry")
    @APIResponse(responseCode = "422", description = "No purpose")
    @APIResponse(responseCode = "503", description = "No checkpoint covers the entry yet, or the query cannot be recorded")
    public String tlogProof(@PathParam("index") long index, @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.tlogProof(index, queryPurpose, requester.current()).text();
    }
}
