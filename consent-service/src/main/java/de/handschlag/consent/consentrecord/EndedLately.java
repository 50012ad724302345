package de.handschlag.consent.consentrecord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;

/** What ended lately that a person had allowed and did not take back by themselves (R7): what a message about it leads to (R41). */
@ApplicationScoped
public class EndedLately {

    private static final Duration LATELY = Duration.ofDays(30);

    private final ConsentRecordRepository consentRecords;
    private final SecrecyReleaseRepository releases;
    private final DataSubjectService dataSubjects;
    private final AgencyService agencies;
    private final InstantSource clock;

    EndedLately(ConsentRecordRepository consentRecords, SecrecyReleaseRepository releases,
            DataSubjectService dataSubjects, AgencyService agencies, InstantSource clock) {
        this.consentRecords = consentRecords;
        this.releases = releases;
        this.dataSubjects = dataSubjects;
        this.agencies = agencies;
        this.clock = clock;
    }

    /**
     * A consent, or a release from secrecy beside it.
     *
     * @param what   became of it
     * @param office whom it was about: the recipient, or the source that was released
     * @param link   to the page that says why
     */
    public record Ended(String what, String office, Instant at, String link) {}

    /**
     * All of the last 30 days, the newest first: consents that ended or that an office recorded as withdrawn, and releases whose consents
     * went on then and that the person did not give again since.
     */
    @Transactional
    public List<Ended> of(Login login, ConsentsMessages words) {
        UUID dataSubjectId = dataSubjects.require(login);
        Instant since = clock.instant().minus(LATELY);
        Stream<Ended> ended = consentRecords.endedForThePersonSince(dataSubjectId, since).stream()
                .map(consent -> new Ended(what(consent, words), agencies.nameOf(consent.agencyId()),
                        requireEnd(consent.endedAt()), "/app/consents/" + consent.id()));
        Stream<Ended> released = releases.ofFormerSourcesSince(dataSubjectId, since).stream()
                .map(release -> new Ended(words.notReleased(), agencies.nameOf(release.sourceAgencyId()),
                        requireEnd(release.withdrawnAt()), "/app/consents/" + release.consentRecordId() + "#history"));
        return Stream.concat(ended, released).sorted(Comparator.comparing(Ended::at).reversed()).toList();
    }

    private static String what(ConsentRecord consent, ConsentsMessages words) {
        RecordedWithdrawal recorded = consent.recordedWithdrawal();
        if (recorded == null) {
            return words.invalidated();
        }
        return switch (recorded.channel()) {
            case PAPER -> words.withdrawnOnPaper();
            case ORAL -> words.withdrawnByWord();
        };
    }

    private static Instant requireEnd(@Nullable Instant end) {
        return Objects.requireNonNull(end, "what was found has ended");
    }
}
