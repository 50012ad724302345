package de.handschlag.registry.disclosure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.Basis;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.disclosure.DisclosureService.Decided;
import de.handschlag.registry.disclosure.DisclosureService.ReadDecision;
import de.handschlag.registry.disclosure.ReadRequests.WantedRead;
import de.handschlag.registry.disclosure.SharingView.SourcedValue;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.registry.revision.RevisionHeader;
import de.handschlag.sealing.RevisionTokens;
import de.handschlag.text.Letters;

/** Agencies read what a person lets them see. */
@Path("/v1")
@Authenticated // Who has no role that reads is refused below, where the log is told of it (R25).
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class DisclosureResource {

    private static final String PURPOSE = "[a-z][a-z0-9-]{1,62}";
    private static final String BASIS = "consent|statute";
    private static final String BLOCK_OVERRIDE = "Override-Disclosure-Block";
    private static final String REASON_CODE = "[a-z][a-z0-9-]{1,62}";
    private static final int BATCH_LIMIT = 500;
    private static final java.util.regex.Pattern ENTITY_TAG = java.util.regex.Pattern
            .compile("(?:W/)?\"([!#-~]{0,100})\"");
    private static final java.util.regex.Pattern ENTITY_TAGS = java.util.regex.Pattern
            .compile(ENTITY_TAG + "(?:\\s*,\\s*" + ENTITY_TAG + "){0,9}");

    /** The same for refused, never asked, withdrawn, expired and unknown (R10). */
    private static final ProblemType NO_PERMISSION = new ProblemType("no-permission", 403,
            "There is no permission for this case and purpose", "Für diesen Fall und Zweck liegt keine Erlaubnis vor",
            "Ask the person for consent, with a consent request or in conversation.");

    private final ReadRequests reads;
    private final AgencyRequester requester;

    DisclosureResource(ReadRequests reads, AgencyRequester requester) {
        this.reads = reads;
        this.requester = requester;
    }

    /**
     * What an agency gets. Attributes without permission are absent, as are those without a value (R16).
     *
     * @param attributes values by attribute key
     * @param obligation the duty that travels with the data (R19)
     * @param norm       statute or named basis that permits the read; absent if the person's consent does
     */
    public record View(String caseReference, String purpose, SortedMap<String, List<Value>> attributes,
            String obligation, @Nullable String norm) {

        private static final String NO_ONWARD_TRANSFER = "Use for this purpose only; no onward transfer"
                + " (Zweckbindung, keine Weitergabe).";

        private static View of(SharingView view, String purpose, @Nullable NormBasis norm) {
            SortedMap<String, List<Value>> attributes = new TreeMap<>();
            view.values().forEach((key, values) -> attributes.put(key, values.stream().map(Value::of).toList()));
            return new View(view.caseReference(), purpose, attributes, NO_ONWARD_TRANSFER,
                    norm == null ? null : norm.norm());
        }
    }

    /**
     * A value, and the day on which it was true.
     *
     * @param source agency that contributed it; null, and absent in JSON, if its name tells where the person lives, or is by day, unless the reader overrides a block that there is (R14)
     * @param contested true: the person says that it is wrong, and it is disclosed in this emergency only (Art. 18(2) GDPR); absent in JSON otherwise
     */
    public record Value(String value,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Agency that contributed it; absent if its name tells where the person lives, or is by day, unless the reader overrides a block that there is (R14)") @Nullable String source,
            String asOf,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "true: the person says that it is wrong, and it is disclosed in this emergency only; absent otherwise") @Nullable Boolean contested) {

        private static Value of(SourcedValue value) {
            return new Value(value.value(), value.shownSource(), value.asOf().toString(),
                    value.contested() ? Boolean.TRUE : null);
        }
    }

    /**
     * Many cases, one purpose.
     *
     * @param basis {@code consent} or {@code statute} where the purpose rests on both for this agency's type; without it the
     *              statute, if there is one
     * @param fileNumber file that the reads by a statute belong to; one for all of them (R22)
     * @param reason     why they are needed for that file
     */
    public record ViewsRequest(@NotNull @Pattern(regexp = PURPOSE) String purpose,
            @NotNull @Size(min = 1, max = BATCH_LIMIT) List<@NotNull @Pattern(regexp = CaseReference.PATTERN) String> caseReferences,
            @Nullable @Size(min = 1, max = 62) List<@NotNull String> attributes,
            @Nullable @Pattern(regexp = BASIS) String basis,
            @Nullable @Size(min = 1, max = StatedGrounds.LONGEST_FILE_NUMBER) String fileNumber,
            @Nullable @Size(min = StatedGrounds.SHORTEST_REASON, max = StatedGrounds.LONGEST_REASON) @Letters(StatedGrounds.LETTERS_OF_A_REASON) String reason) {}

    /** Views in the order of the request. */
    public record Views(List<BatchEntry> views) {}

    /** A view, or nothing but the case reference where there is no permission (R10). */
    public record BatchEntry(String caseReference, boolean permitted, @Nullable View view) {}

    @GET
    @Path("/cases/{caseReference}/view")
    @Operation(operationId = "readView", summary = "Read what the person lets this agency see for a purpose", description = """
            Under a purpose that rests on a statute for this agency's type nobody is asked: the catalogue says which
            attributes it covers and whose contributions, and the answer names the norm. Such a read says for which file (File-Number)
            and why (Read-Reason); the person is shown both with the entry, at once unless Notice-Deferral names an approved deferral.
            Where it rests on consent as well, basis=consent reads what the person granted. Under an emergency purpose the header Emergency-Access names the open access.""")
    @APIResponse(responseCode = "200", description = "The granted attributes that have a value; ETag stands for this view")
    @APIResponse(responseCode = "304", description = "If-None-Match names the view that may be seen; no data leaves")
    @APIResponse(responseCode = "403", description = "No permission (neutral, R10), or client not entitled to the purpose")
    @APIResponse(responseCode = "409", description = "No deferral with this id is in force for this case, purpose and file; nothing was read")
    @APIResponse(responseCode = "429", description = "The client has reached its limit of requests or cases for this hour")
    @APIResponse(responseCode = "503", description = "Freshness or the audit record cannot be had; nothing is disclosed")
    public RestResponse<View> view(
            @PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference,
            @QueryParam("purpose") @NotNull @Pattern(regexp = PURPOSE) String purpose,
            @QueryParam("attributes") @Nullable @Size(max = 4000) String attributes,
            @QueryParam("basis") @Nullable @Pattern(regexp = BASIS) String basis,
            @Parameter(description = RevisionHeader.DESCRIPTION) @HeaderParam(RevisionTokens.HEADER) @Nullable String consentRevision,
            @HeaderParam(BLOCK_OVERRIDE) @Nullable @Pattern(regexp = REASON_CODE) String blockOverrideReason,
            @HeaderParam("Emergency-Access") @Nullable UUID emergencyAccess,
            @Parameter(description = AgencyRequester.EMPLOYEE_REFERENCE_DESCRIPTION) @HeaderParam(AgencyRequester.EMPLOYEE_REFERENCE) @Nullable @Pattern(regexp = AgencyRequester.EMPLOYEE_REFERENCE_FORM, message = AgencyRequester.EMPLOYEE_REFERENCE_EXPECTED) String employeeReference,
            @Parameter(description = "The file that a read by a statute belongs to."
                    + StatedGrounds.HEADER_DESCRIPTION) @HeaderParam(StatedGrounds.FILE_NUMBER) @Nullable @Size(min = 1, max = StatedGrounds.LONGEST_HEADER) String fileNumber,
            @Parameter(description = "Why it is needed for that file, in words."
                    + StatedGrounds.HEADER_DESCRIPTION) @HeaderParam(StatedGrounds.READ_REASON) @Nullable @Size(min = 1, max = StatedGrounds.LONGEST_HEADER) String readReason,
            @HeaderParam("Notice-Deferral") @Nullable UUID noticeDeferral,
            @HeaderParam("If-None-Match") @Size(max = 10) List<@Size(max = 1000) String> ifNoneMatch) {
        requester.onBehalfOf(employeeReference);
        List<String> asked = attributes == null ? null : Arrays.asList(attributes.split(",", -1));
        Decided decided = decide(new WantedRead(List.of(caseReference), purpose, basis(basis), asked, consentRevision,
                blockOverrideReason, emergencyAccess, opaqueTags(ifNoneMatch),
                StatedGrounds.ofHeaders(fileNumber, readReason), noticeDeferral), StatedGrounds.Place.HEADERS);
        return switch (decided.decisions().getFirst()) {
            case ReadDecision.Disclosed(SharingView view, String tag) ->
                answer(View.of(view, purpose, decided.request().norm()), tag);
            case ReadDecision.Unchanged(SharingView view, String tag) ->
                ResponseBuilder.<View>notModified().tag(tag).build();
            case ReadDecision.Denied denied ->
                throw NO_PERMISSION.because("The person has not permitted it, or this agency has no such case.");
        };
    }

    private static RestResponse<View> answer(View view, @Nullable String tag) {
        ResponseBuilder<View> answer = ResponseBuilder.ok(view);
        return tag == null ? answer.build() : answer.tag(tag).build();
    }

    @POST
    @Path("/views")
    @Operation(operationId = "readViews", summary = "Read up to 500 cases for one purpose")
    @APIResponse(responseCode = "200", description = "One entry per case reference, in the order of the request")
    @APIResponse(responseCode = "429", description = "The client has reached its limit of requests or cases for this hour")
    @APIResponse(responseCode = "503", description = "Freshness or an audit record cannot be had; nothing is disclosed")
    public Views views(@Valid @NotNull ViewsRequest request,
            @HeaderParam(BLOCK_OVERRIDE) @Nullable @Pattern(regexp = REASON_CODE) String blockOverrideReason,
            @Parameter(description = AgencyRequester.EMPLOYEE_REFERENCE_DESCRIPTION) @HeaderParam(AgencyRequester.EMPLOYEE_REFERENCE) @Nullable @Pattern(regexp = AgencyRequester.EMPLOYEE_REFERENCE_FORM, message = AgencyRequester.EMPLOYEE_REFERENCE_EXPECTED) String employeeReference) {
        requester.onBehalfOf(employeeReference);
        Decided decided = decide(new WantedRead(request.caseReferences(), request.purpose(), basis(request.basis()),
                request.attributes(), null, blockOverrideReason, null, Set.of(),
                StatedGrounds.ofBody(request.fileNumber(), request.reason()), null), StatedGrounds.Place.BODY);
        return new Views(decided.decisions().stream().map(decision -> switch (decision) {
            case ReadDecision.Disclosed(SharingView view, String tag) ->
                new BatchEntry(view.caseReference(), true, View.of(view, request.purpose(), decided.request().norm()));
            case ReadDecision.Unchanged unchanged ->
                throw new IllegalStateException("a batch names no view that it has");
            case ReadDecision.Denied(SharingView view) -> new BatchEntry(view.caseReference(), false, null);
        }).toList());
    }

    private Decided decide(WantedRead wanted, StatedGrounds.Place place) {
        try {
            return reads.decide(wanted);
        } catch (GroundsMissingException e) {
            throw place.wrong(false, "is missing: a read by a statute says for which file and why (R22)");
        }
    }

    private static @Nullable Basis basis(@Nullable String basis) {
        return basis == null ? null : Basis.valueOf(basis.toUpperCase(Locale.ROOT));
    }

    /**
     * The opaque parts of the entity tags in If-None-Match. {@code *} is refused: "any view" would let somebody who never had
     * one ask whether there is a permission without being disclosed anything.
     */
    private static Set<String> opaqueTags(List<String> ifNoneMatch) {
        if (ifNoneMatch.isEmpty()) {
            return Set.of();
        }
        // A header that is a list may stand in several lines (RFC 9110, section 5.3).
        String tags = String.join(", ", ifNoneMatch);
        if (!ENTITY_TAGS.matcher(tags).matches()) {
            throw InvalidRequest.header("If-None-Match", "entity tags of earlier answers are expected, at most ten");
        }
        // For a read a weak tag, as a proxy may make it, compares like a strong one (RFC 9110, section 13.1.2).
        return ENTITY_TAG.matcher(tags).results().map(tag -> tag.group(1)).collect(Collectors.toSet());
    }
}
