package de.handschlag.consent.receipt;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.consentrecord.DeclaredRelease;
import de.handschlag.event.WithdrawalEvidence.Channel;
import de.handschlag.page.PageLanguage;

/**
 * What a receipt says, in whichever form.
 *
 * @param madeAt     when it was computed, by the second
 * @param language   of the words that are not the notice's, whose language is its own
 * @param purpose    what it is called in this language
 * @param plainly    what is done with the data, in a sentence; null if the catalogue has the purpose no more
 * @param dpvPurpose the purpose's category in the W3C Data Privacy Vocabulary
 * @param granted    what was granted; empty if the person refused
 * @param notGranted what was asked for and not granted
 * @param releases   from secrecy, declared beside the consent (R9), the oldest first
 * @param address    where persons reach this service
 */
record Receipt(DecidedConsent consent, AgencyView agency, Instant madeAt, PageLanguage language, Named purpose,
        @Nullable Named plainly, URI dpvPurpose, List<Item> granted, List<Item> notGranted, List<Release> releases,
        URI address) {

    private static final long NOT_THE_VERSION = ~0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long NOT_THE_VARIANT = 0x3FFFFFFFFFFFFFFFL;
    private static final long VARIANT = 0x8000000000000000L;

    /**
     * A kind of data.
     *
     * @param special  whether it is of a special category (Art. 9 GDPR)
     * @param explicit whether the person confirmed it in its own step (R5)
     */
    record Item(Named name, boolean special, boolean explicit) {}

    /**
     * A release from secrecy.
     *
     * @param office what the source is called
     */
    record Release(DeclaredRelease declared, String office) {}

    /** How the record stands. */
    enum State {
        GIVEN,
        REFUSED,
        WITHDRAWN,
        WITHDRAWN_ON_PAPER,
        WITHDRAWN_BY_WORD,
        EXPIRED,
        REPLACED,
        INVALIDATED
    }

    State state() {
        return switch (consent.status()) {
            case GIVEN -> State.GIVEN;
            case REFUSED -> State.REFUSED;
            case WITHDRAWN -> withdrawn(consent.recordedAs());
            case EXPIRED -> State.EXPIRED;
            case INVALIDATED -> consent.replacedBy() == null ? State.INVALIDATED : State.REPLACED;
            case REQUESTED -> throw new IllegalStateException("nothing is decided yet");
        };
    }

    private static State withdrawn(@Nullable Channel recordedAs) {
        return recordedAs == null ? State.WITHDRAWN : switch (recordedAs) {
            case PAPER -> State.WITHDRAWN_ON_PAPER;
            case ORAL -> State.WITHDRAWN_BY_WORD;
        };
    }

    /**
     * The same for all forms of the same state, another one after a change. Nobody can tell from it how often the person changed
     * anything else (R37).
     */
    UUID id() {
        try {
            StringBuilder told = new StringBuilder().append(consent.consentRecordId()).append(' ').append(state())
                    .append(' ').append(consent.endedAt());
            if (consent.givenTo() != null) {
                told.append(' ').append(consent.givenTo());
            }
            for (DeclaredRelease release : consent.releases()) {
                told.append(' ').append(release.sourceAgencyId()).append(' ').append(release.standing()).append(' ')
                        .append(release.releasedAt()).append(' ').append(release.endedAt());
            }
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(told.toString().getBytes(StandardCharsets.UTF_8)));
            // Version 8 and variant of RFC 9562.
            return new UUID((hash.getLong() & NOT_THE_VERSION) | VERSION_8,
                    (hash.getLong() & NOT_THE_VARIANT) | VARIANT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Where the person, once logged in, takes the grant back. It opens nothing to anybody else. */
    URI withdrawal() {
        return address.resolve("/app/consents/" + consent.consentRecordId() + "/withdrawal");
    }

    /** Where the person reads the record and exercises their rights, once logged in. */
    URI page() {
        return address.resolve("/app/consents/" + consent.consentRecordId());
    }
}
