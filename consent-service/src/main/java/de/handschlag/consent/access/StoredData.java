package de.handschlag.consent.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import de.handschlag.page.OwnTokenHeaders;

/** The registry-service, as far as a person's pages need it. */
@RegisterRestClient(configKey = "registry-service")
@RegisterClientHeaders(OwnTokenHeaders.class)
@Path("/v1/my")
public interface StoredData {

    /**
     * A stored value; see the registry's API.
     *
     * @param source      id of the agency that contributed it
     * @param sourceTypes types of agency that the source had since; empty if none was told
     * @param restricted  true: the person contests it, and nobody is disclosed it meanwhile; null while a registry of the version before
     *                    answers
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Value(String attribute, String value, String source, List<String> sourceTypes, LocalDate asOf,
            Instant contributedAt, boolean behindBlock, @Nullable Boolean restricted, List<Viewer> mayBeSeenBy) {

        public boolean isRestricted() {
            return Boolean.TRUE.equals(restricted);
        }
    }

    /**
     * Who may see a value for a purpose.
     *
     * @param basis           {@code CONSENT} or {@code STATUTE}
     * @param consentRecordId null for a statute
     * @param norm            null for a consent
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Viewer(String agency, String purpose, String basis, @Nullable UUID consentRecordId, @Nullable Instant until,
            @Nullable String norm) {}

    /** @param next where the next page begins; null on the last one */
    record Values(List<Value> values, @Nullable String next) {}

    /**
     * What an agency owes, or answered, about the copy that it received.
     *
     * @param consentRecordId the consent under which it received the copy; null if a norm permitted the read
     * @param state           as the registry names it: open, overdue, or that an answer is there
     * @param outcome         null while it is not answered
     * @param norm            that obliges it to keep the copy
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Obligation(String agency, @Nullable UUID consentRecordId, String purpose, String cause, Instant openedAt,
            Instant dueAt, String state, @Nullable String outcome, @Nullable String norm,
            @Nullable Instant answeredAt) {

        /** How it stands in one word: what was answered, or whether there is still time. */
        public Standing standing() {
            return Standing.valueOf(outcome == null ? state.toUpperCase(Locale.ROOT) : outcome);
        }

        public boolean isOpen() {
            return outcome == null;
        }
    }

    /** How an obligation stands. */
    enum Standing {
        OPEN,
        OVERDUE,
        DELETED,
        RESTRICTED,
        KEPT_BY_NORM,
        CORRECTED
    }

    /** The newest first. */
    record Obligations(List<Obligation> obligations) {}

    /**
     * What a person says of a value; see the registry's API.
     *
     * @param wish       {@code CHANGE} or {@code DELETE}
     * @param rightValue what is right; null unless it is to be changed
     * @param words      null if the person says nothing else
     */
    record NewCorrection(String attribute, String source, String wish, @Nullable String rightValue,
            @Nullable String words, boolean restrict) {}

    /**
     * What became of it.
     *
     * @param state   as the registry names it: open, overdue or answered
     * @param outcome null while it is not answered
     * @param reason  why the value stays; null unless it does
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Correction(UUID correctionRequestId, String attribute, String source, String wish,
            @Nullable String rightValue, @Nullable String words, boolean restricts, Instant openedAt, Instant dueAt,
            String state, @Nullable String outcome, @Nullable String reason, @Nullable Instant answeredAt) {

        public boolean isOpen() {
            return outcome == null;
        }

        public boolean isOverdue() {
            return state.equals("overdue");
        }
    }

    /** The newest first. */
    record Corrections(List<Correction> requests) {}

    @POST
    @Path("/correction-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    Response requestCorrection(NewCorrection wanted);

    @GET
    @Path("/correction-requests")
    Corrections corrections();

    @DELETE
    @Path("/correction-requests/{id}")
    Response takeBackCorrection(@PathParam("id") UUID id);

    /** Every value about the person; the reading is in the log before the first one leaves. */
    @GET
    @Path("/attribute-values")
    Values values(@QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

    /** What became of the copies that agencies received. */
    @GET
    @Path("/obligations")
    Obligations obligations(@QueryParam("limit") int limit);
}
