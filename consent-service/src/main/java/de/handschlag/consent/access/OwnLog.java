package de.handschlag.consent.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import de.handschlag.event.AccessKind;
import de.handschlag.page.OwnTokenHeaders;

/** The audit-service, as far as a person's pages about who saw what need it. */
@RegisterRestClient(configKey = "audit-service")
@RegisterClientHeaders(OwnTokenHeaders.class)
@Path("/v1/my")
public interface OwnLog {

    /**
     * An entry that the person is shown; see the log's API.
     *
     * @param kind         null if a later version of the audit-service has one that is not known here
     * @param agency       id of the requesting body; null if it is none
     * @param queryPurpose why the log was read; null for other kinds
     * @param attributes   keys of the attributes that left, or that an answer is about
     * @param grants       the person's own consents that covered it
     * @param basis        legal basis, in German
     * @param norm         statute or named basis, if nobody was asked; or that obliges the agency to keep its copy
     * @param emergency    id of the emergency access that it is part of
     * @param outcome      what the agency did with its copy
     * @param cause        why the agency owes an answer; null for other kinds
     * @param fileNumber   for which file the office read by a statute, in its own words; null otherwise
     * @param statedReason why it did, in its own words
     * @param refusal      why it had no right to ask at all; null if it may ask
     * @param shownFrom    the person was to be shown it from then on, if nobody lifted that earlier; null if at once
     * @param deferralReason why only then, in the office's own words; null otherwise, and in an emergency
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Access(long index, Instant time,
            @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL) @Nullable AccessKind kind,
            @Nullable String agency, @Nullable String purpose, @Nullable String queryPurpose, List<String> attributes,
            List<UUID> grants, @Nullable String basis, @Nullable String norm, @Nullable String emergency,
            @Nullable String outcome, @Nullable String cause, @Nullable String refusal, @Nullable String fileNumber,
            @Nullable String statedReason, @Nullable Instant shownFrom, @Nullable String deferralReason,
            @Nullable AffectedLogin login) {

        /** Whether it is about the login of somebody who acts for the person (R11), or wants to. */
        public boolean isAboutGuardian() {
            return login != null && login.guardian() != null;
        }

        /** Whether an office saw something. */
        public boolean isDisclosure() {
            return kind == AccessKind.DISCLOSED;
        }

        /** Whether it is the person's own look at their values: there is nobody to complain about. */
        public boolean isOwnReading() {
            return kind == AccessKind.OWN_VALUES_READ;
        }
    }

    /** @param guardian what its owner is to the person; null if it is the person's own */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AffectedLogin(@Nullable String guardian) {}

    /**
     * A page of them.
     *
     * @param nextCursor      where the next page begins; null on the last one
     * @param incompleteSince accesses from before this moment may be missing, as a part of the log was lost; null if none was
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Accesses(List<Access> accesses, @Nullable String nextCursor, @Nullable Instant incompleteSince) {}

    /** Who saw what, newest first. */
    @GET
    @Path("/accesses")
    Accesses list(@QueryParam("limit") int limit, @QueryParam("cursor") @Nullable String cursor);

    /** One entry; 404 if the person is shown no such entry. */
    @GET
    @Path("/accesses/{index}")
    Access get(@PathParam("index") long index);

    /** All that the log knows about the person (Art. 15 GDPR), as JSON. */
    @GET
    @Path("/report")
    @Produces(MediaType.APPLICATION_JSON)
    String report();

    /** A proof that the person's entries are all there are, as JSON. */
    @GET
    @Path("/accesses/completeness")
    @Produces(MediaType.APPLICATION_JSON)
    String completeness();

    /** What a person asks the data-protection officer about an entry. */
    record NewComplaint(long entryIndex, String text) {}

    /**
     * What the person asked before.
     *
     * @param deadline the last day for the answer
     * @param answer   null while there is none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OwnComplaint(UUID id, long entryIndex, String text, Instant receivedAt, LocalDate deadline,
            @Nullable String answer) {}

    /** The newest first. */
    record OwnComplaints(List<OwnComplaint> complaints) {}

    @POST
    @Path("/complaints")
    @Consumes(MediaType.APPLICATION_JSON)
    Response complain(NewComplaint complaint);

    @GET
    @Path("/complaints")
    OwnComplaints complaints();
}
