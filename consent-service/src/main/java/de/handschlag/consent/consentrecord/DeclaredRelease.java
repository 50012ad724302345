package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.paper.Paper;

/**
 * A release from secrecy that the person declared beside a consent, and what became of it (R9).
 *
 * @param releasedAt when it was declared; null if that is not known
 * @param endedAt    when it ended, be it with its consent; null while it counts, and if that is not known
 */
public record DeclaredRelease(String sourceAgencyId, Standing standing, @Nullable Instant releasedAt,
        @Nullable Instant endedAt) {

    /** Whether a release counts, and why not. */
    public enum Standing {
        RELEASED,
        /** The person took it back; the consent went on. */
        TAKEN_BACK,
        /** The source became another agency, which nobody had released (R7). */
        SOURCE_CHANGED,
        /** It ended before its consent, and why is not known (ADR 39). */
        ENDED,
        /** It ended with its consent. */
        ENDED_WITH_CONSENT
    }

    public boolean isTakenBack() {
        return standing == Standing.TAKEN_BACK;
    }

    public boolean isSourceChanged() {
        return standing == Standing.SOURCE_CHANGED;
    }

    /** What became of it, under the name of the source. */
    public void write(Paper paper, ConsentsMessages words) {
        if (releasedAt == null) {
            paper.text(words.released());
        } else {
            paper.moment(words.released(), releasedAt);
        }
        paper.moment(isTakenBack() ? words.withdrawn() : words.ended(), endedAt);
        if (isSourceChanged()) {
            paper.text(words.releaseEndedWhy());
        }
    }

    /**
     * All that were declared beside one consent, the oldest first.
     *
     * @param declared those of this consent
     */
    static List<DeclaredRelease> of(ConsentRecordView consent, List<SecrecyRelease> declared) {
        Standing standing = consent.status() == ConsentStatus.GIVEN ? Standing.RELEASED : Standing.ENDED_WITH_CONSENT;
        Instant endOfConsent = consent.overSince();
        Stream<DeclaredRelease> known = declared.stream()
                .map(release -> release.isWithdrawn()
                        ? new DeclaredRelease(release.sourceAgencyId(), release.end(), release.releasedAt(),
                                release.withdrawnAt())
                        : new DeclaredRelease(release.sourceAgencyId(), standing, release.releasedAt(), endOfConsent));
        // Of these the topic told no more than that they are there (ADR 39).
        Stream<DeclaredRelease> toldOnly = consent.releasedSources().stream()
                .filter(source -> declared.stream()
                        .noneMatch(release -> release.sourceAgencyId().equals(source) && !release.isWithdrawn()))
                .map(source -> new DeclaredRelease(source, Standing.RELEASED, null, null));
        return Stream.concat(known, toldOnly)
                .sorted(Comparator
                        .comparing(DeclaredRelease::releasedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(DeclaredRelease::sourceAgencyId))
                .toList();
    }
}
