package de.handschlag.consent.consentrecord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;

/** What ended lately that a person had allowed and did not take back (R7): what a message about it leads to (R41). */
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
     * @param consentRecordId the consent's, whose page says why
     * @param office          whom it was about: the recipient, or the source that was released
     */
    public record Ended(UUID consentRecordId, String office, Instant at) {}

    /**
     * All of the last 30 days, the newest first.
     *
     * @param releases from secrecy, whose consents went on then, and that the person did not give again since
     */
    public record All(List<Ended> consents, List<Ended> releases) {}

    @Transactional
    public All of(Login login) {
        UUID dataSubjectId = dataSubjects.require(login);
        Instant since = clock.instant().minus(LATELY);
        return new All(
                consentRecords.invalidatedSince(dataSubjectId, since).stream()
                        .map(consent -> new Ended(consent.id(), agencies.nameOf(consent.agencyId()),
                                requireEnd(consent.endedAt())))
                        .toList(),
                releases.ofFormerSourcesSince(dataSubjectId, since).stream()
                        .map(release -> new Ended(release.consentRecordId(), agencies.nameOf(release.sourceAgencyId()),
                                requireEnd(release.withdrawnAt())))
                        .toList());
    }

    private static Instant requireEnd(@Nullable Instant end) {
        return Objects.requireNonNull(end, "what was found has ended");
    }
}
