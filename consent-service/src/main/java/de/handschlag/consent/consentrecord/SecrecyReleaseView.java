package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notice.Notice;

/**
 * A source under professional secrecy, and whether the person has released it for one consent (R9).
 *
 * @param sourceAgencyId  the agency that contributed, or can contribute, something under secrecy
 * @param released        whether the recipient of the consent may read that
 * @param releasedAt      since when; null if it is not released, and if that is not known
 * @param byLoginBinding  which of the person's logins declared it (R35); null as well
 * @param consentRevision the person's revision after the release; null if it is not released
 * @param notice          the text that the person read, or is to read before they declare it; null if there is none
 * @param missingLanguage the language in which the notice was wanted; null unless there is none in it (R31)
 */
record SecrecyReleaseView(String sourceAgencyId, boolean released, @Nullable Instant releasedAt,
        @Nullable UUID byLoginBinding, @Nullable Long consentRevision, @Nullable Notice notice,
        @Nullable String missingLanguage) {

    /** @param secrecyReleases by the source's id */
    record All(List<SecrecyReleaseView> secrecyReleases) {}

    static SecrecyReleaseView of(SecrecyRelease release, @Nullable Notice notice) {
        return new SecrecyReleaseView(release.sourceAgencyId(), true, release.releasedAt(),
                release.releasedByLoginBinding(), release.consentRevision(), notice, null);
    }

    /** Of a release of which the topic told no more than that it is there (ADR 39). */
    static SecrecyReleaseView known(String sourceAgencyId) {
        return new SecrecyReleaseView(sourceAgencyId, true, null, null, null, null, null);
    }

    static SecrecyReleaseView open(String sourceAgencyId, @Nullable Notice notice, @Nullable String missingLanguage) {
        return new SecrecyReleaseView(sourceAgencyId, false, null, null, null, notice, missingLanguage);
    }
}
