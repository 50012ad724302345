package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("G4 Lawful from the log alone")
class LawfulnessTest {

    private static final UUID BASEM = new UUID(1, 2);

    private final LawfulLog log = new LawfulLog();

    private void mustPass() {
        Verified verified = log.verify();
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private void mustFail(FaultKind kind, long index) {
        Verified verified = log.verify();
        assertThat(verified.found()).containsExactly(new Found(kind, index));
        assertThat(verified.exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("A covered read, its denial after the withdrawal, and a late receipt pass")
    void lawfulLife() {
        log.linked();
        UUID grant = log.given();
        log.disclosed(grant);
        log.ended("withdrawn", grant);
        log.denied();
        log.enforced(log.now);
        mustPass();
        assertThat(log.verify().output()).contains("1 disclosures judged");
    }

    @Test
    void grantThatIsNowhereInTheLog() {
        log.given();
        mustFail(FaultKind.GRANT_MISSING, log.disclosed(new UUID(9, 9)));
    }

    @Test
    @DisplayName("R4 A grant that is given later does not cover what was read before")
    void grantThatIsGivenLater() {
        log.linked();
        long read = log.disclosed(new UUID(2, 1));
        log.given();
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.GRANT_MISSING, read));
    }

    @Test
    @DisplayName("R4 Nor does one that stands before, but that the decision had not seen")
    void grantThatTheDecisionHadNotSeen() {
        log.linked();
        UUID grant = log.given();
        mustFail(FaultKind.GRANT_MISSING, log.disclosed(List.of(grant), Map.of("consentRevision", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdrawn", "expired", "invalidated"})
    @DisplayName("G1 A grant that ended covers nothing that saw its end")
    void disclosureAfterTheEnd(String how) {
        UUID grant = log.given();
        log.ended(how, grant);
        mustFail(FaultKind.GRANT_ENDED, log.disclosed(grant));
    }

    @Test
    void disclosureAfterThePersonsErasure() {
        UUID grant = log.given();
        log.personErased();
        mustFail(FaultKind.AFTER_ERASURE, log.disclosed(grant));
    }

    @Test
    @DisplayName("Expiry ends a grant by itself, at the moment and not after it")
    void expiry() {
        Instant expiresAt = log.now.plusSeconds(60);
        UUID grant = log.given(Map.of("expiresAt", expiresAt));
        log.disclosed(List.of(grant), moment(expiresAt.minusMillis(1)));
        mustPass();
        mustFail(FaultKind.GRANT_ENDED, log.disclosed(List.of(grant), moment(expiresAt)));
    }

    private static Map<String, Object> moment(Instant begin) {
        return Map.of("startedAt", begin, "decidedAt", begin.plusMillis(2), "viewFreshAsOf", begin.minusMillis(100));
    }

    @Test
    @DisplayName("R1 A grant is for one person, one agency, one purpose")
    void grantsOfOthers() {
        UUID grant = log.given();
        log.disclosed(grant);
        mustPass();
        long purpose = log.disclosed(List.of(grant), Map.of("purpose", "housing"));
        long agency = log.disclosed(List.of(grant),
                Map.of("requester", Map.of("agencyId", "sozialamt", "clientId", "c")));
        long nobody = log.disclosed(List.of(grant), Map.of("requester", Map.of("clientId", "c")));
        log.person = BASEM;
        log.linked();
        log.changed("login.bound", Map.of());
        long person = log.disclosed(grant);

        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.GRANT_PURPOSE, purpose),
                new Found(FaultKind.CASE_REFERENCE, agency), new Found(FaultKind.GRANT_AGENCY, agency),
                new Found(FaultKind.DISCLOSURE_INCOMPLETE, nobody), new Found(FaultKind.GRANT_AGENCY, nobody),
                new Found(FaultKind.GRANT_PERSON, person));
    }

    @Test
    @DisplayName("R16 Several grants cover together; what none of them covers is named")
    void attributesBeyondTheGrants() {
        UUID phone = log.given();
        UUID names = log.given(Map.of("attributes", List.of("family_name", "given_names")));
        log.disclosed(List.of(phone, names), Map.of("attributes", List.of("family_name", "phone")));
        mustPass();
        mustFail(FaultKind.ATTRIBUTE_NOT_GRANTED,
                log.disclosed(List.of(phone), Map.of("attributes", List.of("family_name", "phone"))));
    }

    @Test
    @DisplayName("R5 A special category needs its own step")
    void specialCategories() {
        UUID explicit = log
                .given(Map.of("attributes", List.of("disability"), "explicitAttributes", List.of("disability")));
        log.disclosed(List.of(explicit), Map.of("attributes", List.of("disability")));
        mustPass();
        UUID bundled = log.given(Map.of("attributes", List.of("disability")));
        long given = log.log.entries.size() - 1L;
        mustFail(FaultKind.ATTRIBUTE_NOT_EXPLICIT, given);
        long read = log.disclosed(List.of(bundled), Map.of("attributes", List.of("disability")));
        assertThat(log.verify().indexes(FaultKind.ATTRIBUTE_NOT_EXPLICIT)).containsExactly(given, read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ethnicity", "no_such_attribute"})
    @DisplayName("R5 What may not be shared, or what no catalogue knows, is named even if it was granted")
    void attributesThatMayNotBeShared(String attribute) {
        UUID grant = log.given(Map.of("attributes", List.of(attribute), "explicitAttributes", List.of(attribute)));
        assertThat(log.verify().indexes(FaultKind.ATTRIBUTE_NOT_SHAREABLE))
                .isEqualTo(attribute.equals("ethnicity") ? List.of(1L) : List.of());
        long read = log.disclosed(List.of(grant), Map.of("attributes", List.of(attribute)));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.ATTRIBUTE_NOT_SHAREABLE);
        assertThat(log.verify().indexes(FaultKind.ATTRIBUTE_NOT_SHAREABLE)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"religion", "household_members", "azr_number"})
    @DisplayName("R5 An attribute that consents could share under an earlier catalogue is judged by that until agencies' types are told")
    void earlierCatalogue(String attribute) {
        UUID grant = log.given(Map.of("attributes", List.of(attribute), "explicitAttributes", List.of(attribute)));
        log.disclosed(List.of(grant), Map.of("attributes", List.of(attribute)));
        mustPass();
        log.linkedTellingType();
        mustFail(FaultKind.ATTRIBUTE_NOT_SHAREABLE,
                log.disclosed(List.of(grant), Map.of("attributes", List.of(attribute))));
    }

    @Test
    @DisplayName("R5 R22 A norm lets be read what no consent can share, and never what nobody may")
    void normsAndWhatIsNotShareable() {
        log.linked();
        log.disclosed(List.of(), Map.of("norm", "\u00a7 8a SGB VIII", "attributes", List.of("household_members")));
        mustPass();
        mustFail(FaultKind.ATTRIBUTE_NOT_SHAREABLE, log.disclosed(List.of(),
                Map.of("norm", "\u00a7 8a SGB VIII", "attributes", List.of("flight_history"))));
    }

    @Test
    @DisplayName("R22 Without a grant a disclosure names its norm")
    void statutes() {
        log.linked();
        log.disclosed(List.of(), Map.of("norm", "\u00a7 87 AufenthG"));
        mustPass();
        mustFail(FaultKind.NO_BASIS, log.disclosed(List.of(), Map.of()));
    }

    @Test
    @DisplayName("R21 An emergency access covers one employee's reads of one person for 30 minutes, and is reviewed")
    void emergencies() {
        UUID access = new UUID(3, 1);
        log.linked();
        Instant opened = log.now;
        long opening = log.emergencyOpened(access, Map.of());
        log.readInEmergency(access, Map.of());
        log.readInEmergency(access, moment(opened.plus(Duration.ofMinutes(30)).minusMillis(1)));
        mustPass();
        log.after(Duration.ofHours(72));
        log.emergencyReviewed(access, "e-1");
        mustFail(FaultKind.EMERGENCY_NOT_REVIEWED, opening);
        log.now = opened.plus(Duration.ofHours(72));
        log.emergencyReviewed(access, "e-2");
        mustPass();
        mustFail(FaultKind.EMERGENCY_ACCESS, log.readInEmergency(access, moment(opened.plus(Duration.ofMinutes(30)))));
    }

    @Test
    @DisplayName("R21 A review after 72 hours is late, and no access may last longer than 30 minutes")
    void emergencyBounds() {
        UUID access = new UUID(3, 1);
        log.linked();
        long opening = log.emergencyOpened(access, Map.of());
        log.after(Duration.ofHours(72).plusMillis(1)).emergencyReviewed(access, "e-2");
        mustFail(FaultKind.EMERGENCY_NOT_REVIEWED, opening);
        log.disclosed(log.given());
        log.log.erase(opening);
        log.after(Duration.ofDays(31)).monthErased("access", "2026-03");
        mustPass();
        mustFail(FaultKind.EMERGENCY_ACCESS,
                log.emergencyOpened(new UUID(3, 2), Map.of("expiresAt", log.now.plus(Duration.ofMinutes(31)))));
    }

    @Test
    @DisplayName("R21 An emergency access is for nobody else and nothing else")
    void emergenciesOfOthers() {
        UUID access = new UUID(3, 1);
        log.linked();
        log.emergencyOpened(access, Map.of());
        mustPass();
        long unknown = log.readInEmergency(new UUID(3, 9), Map.of());
        long attribute = log.readInEmergency(access, Map.of("attributes", List.of("email")));
        long employee = log.readInEmergency(access,
                Map.of("requester", Map.of("agencyId", "jobcenter", "clientId", "c", "employeeId", "e-9")));
        long norm = log.readInEmergency(access, Map.of("norm", " "));

        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.EMERGENCY_ACCESS, unknown),
                new Found(FaultKind.EMERGENCY_ACCESS, attribute), new Found(FaultKind.EMERGENCY_ACCESS, employee),
                new Found(FaultKind.NO_BASIS, norm));
    }

    @Test
    @DisplayName("R15 That nothing has changed is told on a grant in force only")
    void unchangedViews() {
        UUID grant = log.given();
        log.unchanged(grant);
        mustPass();
        log.ended("withdrawn", grant);
        mustFail(FaultKind.GRANT_ENDED, log.unchanged(grant));
    }

    @Test
    @DisplayName("G1 A read that began before the receipt may still have seen the grant; one that began at it may not")
    void enforcementReceipts() {
        UUID grant = log.given();
        long seen = log.revision();
        Instant withdrawnAt = log.now;
        log.ended("withdrawn", grant);
        Instant enforcedAt = withdrawnAt.plusMillis(50);
        log.enforced(enforcedAt);
        log.disclosed(List.of(grant), at(enforcedAt.minusMillis(1), seen));
        mustPass();
        mustFail(FaultKind.ENFORCEMENT_IGNORED, log.disclosed(List.of(grant), at(enforcedAt, seen)));
    }

    @Test
    @DisplayName("G1 A receipt counts wherever it stands in the log")
    void receiptAfterTheDisclosure() {
        UUID grant = log.given();
        long seen = log.revision();
        Instant withdrawnAt = log.now;
        long read = log.disclosed(List.of(grant), at(withdrawnAt.plusMillis(60), seen));
        log.now = withdrawnAt;
        log.ended("withdrawn", grant);
        mustPass();
        log.enforced(withdrawnAt.plusMillis(50));
        mustFail(FaultKind.ENFORCEMENT_IGNORED, read);
    }

    private static Map<String, Object> at(Instant begin, long revision) {
        return Map.of("consentRevision", revision, "startedAt", begin, "decidedAt", begin.plusMillis(3),
                "viewFreshAsOf", begin.minusMillis(100));
    }

    @Test
    @DisplayName("G2 A withdrawal is seen after bound and commit, receipt or not")
    void revisionOlderThanTheBoundAllows() {
        UUID grant = log.given();
        long seen = log.revision();
        Instant withdrawnAt = log.now;
        log.ended("withdrawn", grant);
        log.disclosed(List.of(grant), at(withdrawnAt.plusSeconds(7), seen));
        mustPass();
        long late = log.disclosed(List.of(grant), at(withdrawnAt.plusSeconds(7).plusMillis(1), seen));
        mustFail(FaultKind.NOT_FRESH, late);
        assertThat(log.verify("--commit-delay", "PT6S").exitCode()).isZero();
    }

    @Test
    @DisplayName("G2 A decision names a view within the bound")
    void viewOlderThanTheBound() {
        UUID grant = log.given();
        Instant begin = log.now;
        log.disclosed(List.of(grant),
                Map.of("startedAt", begin, "decidedAt", begin, "viewFreshAsOf", begin.minusSeconds(2)));
        mustPass();
        long old = log.disclosed(List.of(grant),
                Map.of("startedAt", begin, "decidedAt", begin, "viewFreshAsOf", begin.minusSeconds(2).minusMillis(1)));
        mustFail(FaultKind.NOT_FRESH, old);
        assertThat(log.verify("--freshness-bound", "PT3S").exitCode()).isZero();
    }

    @Test
    @DisplayName("G2 What the statement took counts: the age is that of the decision, which cannot stand before its beginning")
    void decisionLongAfterItsBeginning() {
        UUID grant = log.given();
        Instant begin = log.now;
        log.disclosed(List.of(grant), Map.of("startedAt", begin, "decidedAt", begin.plusMillis(1900), "viewFreshAsOf",
                begin.minusMillis(100)));
        mustPass();
        long stalled = log.disclosed(List.of(grant),
                Map.of("startedAt", begin, "decidedAt", begin.plusSeconds(8), "viewFreshAsOf", begin.minusMillis(200)));
        long backwards = log.disclosed(List.of(grant),
                Map.of("startedAt", begin, "decidedAt", begin.minusMillis(1), "viewFreshAsOf", begin.minusMillis(100)));

        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.NOT_FRESH, stalled),
                new Found(FaultKind.NOT_FRESH, backwards));
    }

    @Test
    @DisplayName("A decision stands after the consent events that it saw")
    void causalOrder() {
        UUID grant = log.given();
        log.disclosed(grant);
        mustPass();
        mustFail(FaultKind.CAUSAL_ORDER, log.disclosed(List.of(grant), Map.of("consentRevision", log.revision() + 1)));
    }

    @Test
    void consentThatIsGivenTwice() {
        UUID grant = log.given();
        mustPass();
        log.log.add("de.handschlag.consent.given.v1", "consent", log.now,
                Map.of("dataSubjectId", log.person, "consentRevision", 3, "consentRecord",
                        Map.of("consentRecordId", grant, "agencyId", "sozialamt", "purpose", "housing", "attributes",
                                List.of("phone"), "explicitAttributes", List.of(), "expiresAt",
                                log.now.plus(Duration.ofDays(1)), "evidence", Map.of("noticeVersion", "1", "noticeHash",
                                        "0".repeat(64), "language", "de", "channel", "WEB"))));
        mustFail(FaultKind.GRANT_REPEATED, 2);
    }

    @Test
    void eventsThatNobodyKnowsAreNotPassedOver() {
        log.log.filler();
        mustPass();
        mustFail(FaultKind.UNKNOWN_TYPE, log.log.add("de.handschlag.data.copied.v1", "access", log.now, Map.of()));
    }

    @Test
    void eventThatIsNotWhatItsTypeSays() {
        log.log.filler();
        mustFail(FaultKind.PAYLOAD_FORM,
                log.log.add("de.handschlag.data.disclosed.v1", "access", log.now, Map.of("purpose", "x")));
    }

    @Test
    @DisplayName("G5 What was erased needs a later entry that says so, for exactly this position")
    void erasure() {
        log.linked();
        UUID grant = log.given();
        log.disclosed(grant);
        long read = log.disclosed(grant);
        long erased = log.personErased();
        log.log.erase(read);
        mustFail(FaultKind.ERASED_WITHOUT_ENTRY, read);
        log.logErased(erased, erased);
        mustFail(FaultKind.ERASED_WITHOUT_ENTRY, read);
        log.logErased(0, read);
        mustPass();
    }

    @Test
    @DisplayName("G5 R28 A month of a class that was dropped is accounted for by one entry, and covers no other month")
    void retention() {
        UUID grant = log.given();
        long read = log.disclosed(grant);
        log.log.erase(read);
        log.after(Duration.ofDays(31));
        log.disclosed(grant);
        log.monthErased("access", "2026-02");
        mustFail(FaultKind.ERASED_WITHOUT_ENTRY, read);
        log.monthErased("access", "2026-03");
        mustPass();
        log.after(Duration.ofSeconds(1));
        long later = log.disclosed(grant);
        log.log.erase(later);
        mustFail(FaultKind.ERASED_WITHOUT_ENTRY, later);
    }

    @Test
    @DisplayName("G5 The entry that says what was erased is itself never erased, whatever another one says")
    void erasureOfAnErasure() {
        UUID grant = log.given();
        long read = log.disclosed(grant);
        log.personErased();
        log.log.erase(read);
        long erasure = log.logErased(read, read);
        log.log.erase(erasure);
        log.logErased(read, erasure);
        mustFail(FaultKind.ERASED_WITHOUT_ENTRY, erasure);
    }

    @Test
    @DisplayName("G5 Disclosures on a grant whose payload was erased are counted, and no more grants can be lost than were")
    void lostGrants() {
        UUID later = log.person;
        log.person = BASEM;
        log.linked();
        UUID grant = log.given();
        log.log.erase(0);
        log.log.erase(1);
        log.disclosed(grant);
        log.disclosed(grant);
        log.after(Duration.ofDays(31)).monthErased("consent", "2026-03");
        assertThat(log.verify().exitCode()).isEqualTo(VerifyLog.NOTHING_JUDGED);
        log.person = later;
        log.disclosed(log.given());
        mustPass();
        assertThat(log.verify().output()).contains("2 disclosures on grants that were erased");
        mustFail(FaultKind.GRANT_MISSING, log.disclosed(new UUID(9, 9)));
    }
}
