package de.handschlag.audit.asking.completeness;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.audit.chain.completeness.CompletenessProof;
import de.handschlag.audit.requester.QueryRequester;
import de.handschlag.login.Roles;

/** "These are all the entries about this person", provably. */
@Path("/v1/completeness-proofs")
@RolesAllowed(Roles.DPO)
@RunOnVirtualThread
@Tag(name = "Completeness", description = "Proofs that a list of entries about a person is all there is")
@Produces(MediaType.APPLICATION_JSON)
public class CompletenessResource {

    private final CompletenessService service;
    private final QueryRequester requester;

    CompletenessResource(CompletenessService service, QueryRequester requester) {
        this.service = service;
        this.requester = requester;
    }

    @GET
    @Operation(operationId = "getCompletenessProof", summary = "Which entries there are about a person, with proof", description = """
            By the newest statement of completeness, which the log makes once a day: the positions, the person's leaf and
            its path to the root in the entry; or, if there are none, the two leaves between which the person's would
            stand. scope is all (default) or shown: without what a norm hides or defers, and without legal holds, as the
            person gets it. The stand-alone verifier checks it: --completeness.""")
    @APIResponse(responseCode = "200", description = "The proof")
    @APIResponse(responseCode = "409", description = "Too many entries for one proof")
    @APIResponse(responseCode = "422", description = "No purpose, no person, or a scope that is none")
    @APIResponse(responseCode = "503", description = "Nothing was stated yet, some of it was erased since, or the query cannot be recorded")
    public CompletenessProof proof(@QueryParam("dataSubjectId") @Nullable UUID dataSubjectId,
            @QueryParam("scope") @Nullable String scope, @QueryParam("queryPurpose") @Nullable String queryPurpose) {
        return service.of(dataSubjectId, scope, queryPurpose, requester.current());
    }
}
