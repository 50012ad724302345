package de.handschlag.registry.revision;

import java.nio.file.Path;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.Startup;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.problem.ProblemType;
import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.sealing.SealingKeys;

/** Opens the header {@code Consent-Revision}, which the consent-service sealed (ADR 43). */
@Startup // A missing key file ends the start, and not the first request.
@ApplicationScoped
public class RevisionHeader {

    /** For the OpenAPI document. */
    public static final String DESCRIPTION = "Opaque, as the consent-service gave it to this agency for a change of its own of"
            + " this case. The answer has seen that change, or is 503. Anything else, and what has expired, is 422.";

    private static final ProblemType NOT_REACHED = new ProblemType("revision-not-reached", 503,
            "The registry has not reached this consent revision yet",
            "Das Register hat diese Einwilligungs-Revision noch nicht erreicht",
            "Wait as long as Retry-After says and try again; nothing was disclosed or taken.");

    private final RevisionTokens tokens;
    private final InstantSource clock;

    RevisionHeader(@ConfigProperty(name = "handschlag.revision.key-file") Path keyFile, InstantSource clock) {
        this.tokens = new RevisionTokens(SealingKeys.read(keyFile, "revision key"));
        this.clock = clock;
    }

    /** To be thrown when the registry does not come to the state of the header in time. */
    public static RuntimeException notReached() {
        return NOT_REACHED.retryAfter(1, "The case is not at the revision of the header yet.");
    }

    /**
     * The state that the agency wants to be answered at; null if it sent no header.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for all that the consent-service did not give this agency for this
     *                                                     case, and for what has expired: the same for each, so that trying
     *                                                     values out tells nothing
     */
    public @Nullable PersonRevision open(String agencyId, String caseReference, @Nullable String header) {
        return header == null
                ? null
                : tokens.open(agencyId, caseReference, header, clock.instant()).orElseThrow(() -> InvalidRequest.header(
                        RevisionTokens.HEADER,
                        "is not a value that this agency was given for this case and that is still valid; leave it out"));
    }
}
