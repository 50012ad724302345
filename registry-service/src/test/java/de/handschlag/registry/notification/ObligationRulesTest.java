package de.handschlag.registry.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.event.Requester;
import de.handschlag.registry.notification.Obligation.State;

@DisplayName("Rules of an obligation")
class ObligationRulesTest {

    private static final Instant OPENED = Instant.parse("2026-03-28T23:30:00Z");
    private static final Instant DEFERRED = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant DUE = OPENED.plus(Duration.ofHours(72));
    private static final Requester AGENCY = new Requester("reader-1", "reader-system", "desk-7");
    private static final UUID GRANT = UUID.randomUUID();
    private static final UUID PERSON = UUID.randomUUID();

    private static Obligation obligation(ObligationCause cause, @Nullable UUID person) {
        return new Obligation(cause, GRANT, null, person, "reader-1", "case-management", List.of("email", "phone"),
                List.of("R-1"), null, OPENED, DUE);
    }

    private static Obligation byNorm(@Nullable UUID person) {
        return new Obligation(ObligationCause.VALUE_CORRECTED, null, "§ 71 SGB X", person, "reader-1",
                "case-management", List.of("phone"), List.of("R-1"), DEFERRED, OPENED, DUE);
    }

    private final Obligation withdrawn = obligation(ObligationCause.GRANT_WITHDRAWN, PERSON);

    private static void assertRefused(Obligation obligation, Outcome outcome, @Nullable String norm, int status) {
        assertThatThrownBy(() -> obligation.answer(outcome, norm, AGENCY, OPENED)).isInstanceOfSatisfying(
                HttpProblem.class, problem -> assertThat(problem.getStatusCode()).isEqualTo(status));
    }

    @Test
    @DisplayName("R23 it is open until it is due, then overdue, and answered as soon as there is an answer")
    void stateFollowsTheTime() {
        assertThat(withdrawn.state(DUE.minusNanos(1_000))).isEqualTo(State.OPEN);
        assertThat(withdrawn.state(DUE)).isEqualTo(State.OVERDUE);

        withdrawn.answer(Outcome.DELETED, null, AGENCY, DUE.plusSeconds(1));

        assertThat(withdrawn.state(DUE.plusSeconds(1))).isEqualTo(State.ANSWERED);
    }

    @Test
    @DisplayName("R23 G6 the log is told what was answered, by whom, and about what")
    void answerIsToldWhole() {
        Instant at = OPENED.plus(Duration.ofHours(2));

        withdrawn.answer(Outcome.KEPT_BY_NORM, "§ 84 SGB X", AGENCY, at);

        assertThat(withdrawn.answeredEvent()).isEqualTo(new ObligationAnswered(PERSON, AGENCY, withdrawn.obligationId(),
                ObligationCause.GRANT_WITHDRAWN, "case-management", List.of("email", "phone"), List.of(GRANT),
                Outcome.KEPT_BY_NORM, "§ 84 SGB X", OPENED, DUE, at));
    }

    @Test
    @DisplayName("R23 said again, also in another form of the same text, it stays the first answer")
    void sameAnswerAgainChangesNothing() {
        withdrawn.answer(Outcome.KEPT_BY_NORM, "§ 84 SGB X", AGENCY, OPENED);

        withdrawn.answer(Outcome.KEPT_BY_NORM, "\u00a0§ 84 SGB X ", new Requester("reader-1", "another-system", null),
                OPENED.plusSeconds(9));

        assertThat(withdrawn.answeredEvent().answeredAt()).isEqualTo(OPENED);
        assertThat(withdrawn.answeredEvent().requester()).isEqualTo(AGENCY);
        assertThat(withdrawn.answeredEvent().norm()).isEqualTo("§ 84 SGB X");
    }

    @Test
    @DisplayName("409 for another answer, or another norm, than the one given")
    void anotherAnswerIsRefused() {
        withdrawn.answer(Outcome.KEPT_BY_NORM, "§ 84 SGB X", AGENCY, OPENED);

        assertRefused(withdrawn, Outcome.RESTRICTED, null, 409);
        assertRefused(withdrawn, Outcome.KEPT_BY_NORM, "§ 147 AO", 409);
        assertThat(withdrawn.answeredEvent().outcome()).isEqualTo(Outcome.KEPT_BY_NORM);
    }

    @ParameterizedTest
    @CsvSource({"GRANT_WITHDRAWN,KEPT_BY_NORM,", "GRANT_WITHDRAWN,DELETED,§ 84 SGB X", "GRANT_WITHDRAWN,CORRECTED,",
            "GRANT_EXPIRED,CORRECTED,", "GRANT_INVALIDATED,CORRECTED,", "PERSON_ERASED,CORRECTED,"})
    @DisplayName("422 for an answer that does not fit, and it stays open")
    void answerThatDoesNotFitIsRefused(ObligationCause cause, Outcome outcome, @Nullable String norm) {
        Obligation obligation = obligation(cause, PERSON);

        assertRefused(obligation, outcome, norm, 422);

        assertThat(obligation.state(OPENED)).isEqualTo(State.OPEN);
    }

    @Test
    @DisplayName("R24 a correction can be answered as corrected")
    void correctionIsAnswered() {
        Obligation correction = obligation(ObligationCause.VALUE_CORRECTED, PERSON);

        correction.answer(Outcome.CORRECTED, null, AGENCY, OPENED);

        assertThat(correction.answeredEvent().outcome()).isEqualTo(Outcome.CORRECTED);
    }

    @Test
    @DisplayName("G5 with the answer about an erased person the case references go; those of others stay")
    void caseReferencesOfErasedPersonGo() {
        Obligation erased = obligation(ObligationCause.PERSON_ERASED, null);
        assertThat(erased.view(false, OPENED).caseReferences()).containsExactly("R-1");

        erased.answer(Outcome.DELETED, null, AGENCY, OPENED);
        withdrawn.answer(Outcome.DELETED, null, AGENCY, OPENED);

        assertThat(erased.view(false, OPENED).caseReferences()).isEmpty();
        assertThat(erased.answeredEvent().dataSubjectId()).isNull();
        assertThat(withdrawn.view(false, OPENED).caseReferences()).containsExactly("R-1");
    }

    @Test
    @DisplayName("R23 only what is overdue is told as overdue, by the service")
    void overdueIsTold() {
        assertThatThrownBy(() -> withdrawn.overdueIsRecorded(DUE.minusNanos(1_000)))
                .isInstanceOf(IllegalStateException.class);

        withdrawn.overdueIsRecorded(DUE);

        assertThat(withdrawn.overdueEvent())
                .isEqualTo(new ObligationOverdue(PERSON, new Requester("reader-1", "registry-service", null),
                        withdrawn.obligationId(), ObligationCause.GRANT_WITHDRAWN, "case-management",
                        List.of("email", "phone"), List.of(GRANT), OPENED, DUE));
    }

    @Test
    @DisplayName("R26 an answer counts as recorded when the log has it, and not before there is one")
    void recordedWhenTheLogHasIt() {
        assertThatThrownBy(() -> withdrawn.answerIsRecorded(OPENED)).hasMessage("there is no answer");
        withdrawn.answer(Outcome.DELETED, null, AGENCY, OPENED);
        assertThat(withdrawn.isAnswerRecorded()).isFalse();

        withdrawn.answerIsRecorded(OPENED);

        assertThat(withdrawn.isAnswerRecorded()).isTrue();
    }

    @Test
    @DisplayName("R24 R21 about a read by a norm the log is told no grant, and until when the person may not know")
    void readByANormIsToldWithoutAGrant() {
        Obligation obligation = byNorm(PERSON);

        obligation.answer(Outcome.CORRECTED, null, AGENCY, DUE);

        assertThat(obligation.answeredEvent().grantIds()).isEmpty();
        assertThat(obligation.answeredEvent().noticeDeferredUntil()).isEqualTo(DEFERRED);
        assertThat(byNorm(PERSON).overdueEvent().grantIds()).isEmpty();
        assertThat(byNorm(PERSON).overdueEvent().noticeDeferredUntil()).isEqualTo(DEFERRED);
        assertThat(byNorm(null).overdueEvent().noticeDeferredUntil()).as("an erased person").isNull();
    }

    @Test
    @DisplayName("R24 R21 the person and the agency see the norm, and the deferral is the data-protection officer's to know")
    void normIsSeenAndTheDeferralIsNot() {
        ObligationView own = byNorm(PERSON).view(false, OPENED);
        ObligationView ofAll = byNorm(PERSON).view(true, OPENED);

        assertThat(own.readNorm()).isEqualTo("§ 71 SGB X");
        assertThat(own.noticeDeferredUntil()).isNull();
        assertThat(ofAll.grant()).isNull();
        assertThat(ofAll.readNorm()).isEqualTo("§ 71 SGB X");
        assertThat(ofAll.noticeDeferredUntil()).isEqualTo(DEFERRED);
        assertThat(byNorm(PERSON).own(OPENED).readNorm()).isEqualTo("§ 71 SGB X");
        assertThat(byNorm(PERSON).own(OPENED).consentRecordId()).isNull();
    }

    @Test
    @DisplayName("The data-protection officer sees agency and consent record, the agency its case references")
    void eachSeesWhatIsTheirs() {
        ObligationView ofAll = withdrawn.view(true, DUE);
        ObligationView own = withdrawn.view(false, OPENED);

        assertThat(ofAll.agency()).isEqualTo("reader-1");
        assertThat(ofAll.grant()).isEqualTo(GRANT);
        assertThat(ofAll.caseReferences()).isNull();
        assertThat(ofAll.state()).isEqualTo("overdue");
        assertThat(own.agency()).isNull();
        assertThat(own.grant()).isNull();
        assertThat(own.caseReferences()).containsExactly("R-1");
        assertThat(own.state()).isEqualTo("open");
    }
}
