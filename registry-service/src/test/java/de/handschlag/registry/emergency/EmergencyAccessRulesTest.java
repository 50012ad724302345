package de.handschlag.registry.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EmergencyAccessReviewed.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.registry.emergency.EmergencyAccesses.InboxEntry;

@DisplayName("R21 Rules of an emergency access")
class EmergencyAccessRulesTest {

    private static final Instant OPENED = Instant.parse("2026-03-28T23:30:00Z");
    private static final Duration SCOPE = Duration.ofMinutes(30);
    private static final Duration REVIEW_WITHIN = Duration.ofHours(72);
    private static final Requester OPENER = new Requester("shelter-2", "shelter-system", "desk-4");
    private static final Requester COLLEAGUE = new Requester("shelter-2", "caseworker-app", "colleague");

    private final EmergencyAccessOpened opened = new EmergencyAccessOpened(UUID.randomUUID(), UUID.randomUUID(), OPENER,
            "N-1", "vital-emergency", "Art. 6(1)(d) DSGVO", "Art. 6(1)(d), Art. 9(2)(c) DSGVO",
            List.of("medical_need", "phone"), OPENED, OPENED.plus(SCOPE), OPENED.plus(REVIEW_WITHIN),
            OPENED.plus(Duration.ofDays(20)));
    private final EmergencyAccess access = new EmergencyAccess(opened, "desk-4", "shelter-2",
            "Found unconscious at the shelter.", "The violent partner reads along.");

    private boolean isOpen(Requester requester, String purpose, String caseReference, Instant at) {
        return access.named(requester, purpose, caseReference, at).open();
    }

    private EmergencyAccessReviewed review(String reviewer, Instant at) {
        return access.review(COLLEAGUE, reviewer, Outcome.JUSTIFIED, "Saved a life.", at);
    }

    @Test
    @DisplayName("R21 it is open for its 30 minutes, the last moment excluded, and covers what it was opened for")
    void openUntilItsEnd() {
        NamedEmergencyAccess read = access.named(OPENER, "vital-emergency", "N-1", OPENED);

        assertThat(read).isEqualTo(new NamedEmergencyAccess(opened.emergencyAccessId(), true, opened.dataSubjectId(),
                "Art. 6(1)(d), Art. 9(2)(c) DSGVO", List.of("medical_need", "phone"),
                OPENED.plus(Duration.ofDays(20))));
        assertThat(isOpen(OPENER, "vital-emergency", "N-1", OPENED.plus(SCOPE).minusNanos(1_000))).isTrue();
        assertThat(isOpen(OPENER, "vital-emergency", "N-1", OPENED.plus(SCOPE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"other-system,desk-4,vital-emergency,N-1", "shelter-system,desk-5,vital-emergency,N-1",
            "shelter-system,,vital-emergency,N-1", "shelter-system,desk-4,infection-control,N-1",
            "shelter-system,desk-4,vital-emergency,N-2"})
    @DisplayName("R21 it is for one employee of one client, one purpose and one case")
    void otherwiseItIsNotOpen(String client, String employee, String purpose, String caseReference) {
        assertThat(isOpen(new Requester("shelter-2", client, employee), purpose, caseReference, OPENED)).isFalse();
    }

    @Test
    @DisplayName("R21 a second person reviews it; the finding tells the log of access and reviewer, never the comment")
    void secondPersonReviews() {
        Instant at = OPENED.plus(Duration.ofHours(5));

        EmergencyAccessReviewed reviewed = review("colleague", at);

        assertThat(reviewed).isEqualTo(new EmergencyAccessReviewed(opened.emergencyAccessId(), opened.dataSubjectId(),
                COLLEAGUE, "shelter-2", "vital-emergency", Outcome.JUSTIFIED, at, OPENED.plus(Duration.ofDays(20))));
        InboxEntry entry = access.inboxEntry(at);
        assertThat(entry.outcome()).isEqualTo(Outcome.JUSTIFIED);
        assertThat(entry.reviewComment()).isEqualTo("Saved a life.");
        assertThat(entry.reviewedBy()).isEqualTo("colleague");
        assertThat(entry.reviewedAt()).isEqualTo(at);
    }

    @Test
    @DisplayName("R21 403 to whoever opened it, and it stays without a finding")
    void nobodyReviewsTheirOwn() {
        assertThatThrownBy(() -> review("desk-4", OPENED)).isInstanceOfSatisfying(HttpProblem.class,
                problem -> assertThat(problem.getStatusCode()).isEqualTo(403));

        assertThat(access.inboxEntry(OPENED).outcome()).isNull();
        assertThat(review("colleague", OPENED).outcome()).isEqualTo(Outcome.JUSTIFIED);
    }

    @Test
    @DisplayName("R21 409 to a second finding, and the first stays")
    void findingIsFinal() {
        review("colleague", OPENED);

        assertThatThrownBy(
                () -> access.review(COLLEAGUE, "another", Outcome.NOT_JUSTIFIED, "No.", OPENED.plusSeconds(1)))
                .isInstanceOfSatisfying(HttpProblem.class,
                        problem -> assertThat(problem.getStatusCode()).isEqualTo(409));

        assertThat(access.inboxEntry(OPENED).outcome()).isEqualTo(Outcome.JUSTIFIED);
        assertThat(access.inboxEntry(OPENED).reviewedBy()).isEqualTo("colleague");
    }

    @Test
    @DisplayName("R21 without a finding it is overdue after 72 hours; a late one is taken, and then it is not any more")
    void overdueAfter72Hours() {
        Instant due = OPENED.plus(REVIEW_WITHIN);
        assertThat(access.inboxEntry(due).overdue()).isFalse();
        Instant late = due.plusNanos(1_000);
        assertThat(access.inboxEntry(late).overdue()).isTrue();

        review("colleague", late);

        assertThat(access.inboxEntry(late).overdue()).isFalse();
    }
}
