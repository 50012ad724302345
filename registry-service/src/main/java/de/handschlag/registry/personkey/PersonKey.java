package de.handschlag.registry.personkey;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

import de.handschlag.sealing.AesGcm;

/** The opened key of one person. It lives as long as one request; no cache keeps it (R15, ADR 12). */
public final class PersonKey {

    private final UUID person;
    private final SecretKey key;
    private final UnreadableValues unreadable;

    PersonKey(UUID person, SecretKey key, UnreadableValues unreadable) {
        this.person = person;
        this.key = key;
        this.unreadable = unreadable;
    }

    /** The value for the database; it opens for this person, attribute and source only. */
    public byte[] seal(String attribute, String sourceAgencyId, String value) {
        return AesGcm.seal(key, context(attribute, sourceAgencyId), value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The value again.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it was damaged or belongs elsewhere
     */
    public String open(String attribute, String sourceAgencyId, byte[] sealed) {
        return opened(attribute, sourceAgencyId, sealed).orElseThrow(
                () -> unreadable.alarm("a value of " + attribute + " by " + sourceAgencyId + " does not open"));
    }

    /** The value again; empty if it was damaged or belongs elsewhere. */
    public Optional<String> opened(String attribute, String sourceAgencyId, byte[] sealed) {
        try {
            return Optional.of(
                    new String(AesGcm.open(key, context(attribute, sourceAgencyId), sealed), StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        }
    }

    private String context(String attribute, String sourceAgencyId) {
        return String.join("\0", "value", person.toString(), attribute, sourceAgencyId);
    }
}
