package de.handschlag.consent.datasubject;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.Startup;

import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.sealing.SealingKeys;

/**
 * Makes the tokens by which an agency has the registry answer at the state that the agency itself has brought about. Only an
 * answer that changed something of the agency's own carries one (R37).
 */
@Startup // A missing key file ends the start, and not the first request.
@ApplicationScoped
public class RevisionTokenIssuer {

    private final RevisionTokens tokens;
    private final Duration validity;
    private final InstantSource clock;

    RevisionTokenIssuer(@ConfigProperty(name = "handschlag.revision.key-file") Path keyFile,
            @ConfigProperty(name = "handschlag.revision.validity") Duration validity, InstantSource clock) {
        if (validity.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalStateException("handschlag.revision.validity must be at least a minute.");
        }
        this.tokens = new RevisionTokens(SealingKeys.read(keyFile, "revision key"));
        this.validity = validity;
        this.clock = clock;
    }

    /** The value of {@link RevisionTokens#HEADER} for an agency's change of its own case. */
    public String token(String agencyId, String caseReference, PersonRevision state) {
        return tokens.seal(agencyId, caseReference, state, clock.instant().plus(validity));
    }
}
