package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

/** Logs that are signed with the right key, whole and unchanged, and not lawful: each of them was called good once. */
@DisplayName("G4 What the verifier did not see")
class BlindSpotTest {

    private static final UUID BASEM = new UUID(1, 2);
    private static final UUID ACCESS = new UUID(3, 1);

    private final LawfulLog log = new LawfulLog();

    private void mustPass() {
        Verified verified = log.verify();
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private void mustFail(FaultKind kind, long index) {
        Verified verified = log.verify();
        assertThat(verified.found()).as(verified.output()).containsExactly(new Found(kind, index));
        assertThat(verified.exitCode()).isEqualTo(1);
    }

    // Revisions

    private static final UUID LOGIN = new UUID(7, 1);

    @Test
    @DisplayName("R39 A withdrawal that was left out shows in the revisions")
    void revisionThatIsMissing() {
        log.disclosed(log.given());
        mustPass();
        mustFail(FaultKind.REVISION_GAP, log.changed("login.bound", Map.of("consentRevision", 4)));
    }

    @Test
    @DisplayName("R39 A revision stands once, and none behind a later one")
    void revisionThatStandsTwice() {
        log.disclosed(log.given());
        long twice = log.changed("login.bound", Map.of("consentRevision", 2));
        long older = log.changed("login.bound", Map.of("consentRevision", 1));
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.REVISION_REPEATED, twice),
                new Found(FaultKind.REVISION_REPEATED, older));
    }

    @Test
    @DisplayName("R39 A revision may be missing if its payload was erased, and no more are missing than were")
    void revisionsThatWereErased() {
        log.linked();
        log.log.erase(0);
        log.after(Duration.ofDays(31));
        log.person = BASEM;
        log.disclosed(log.given());
        log.person = new UUID(1, 1);
        log.linked();
        log.monthErased("consent", "2026-03");
        mustPass();
        log.person = new UUID(1, 3);
        mustFail(FaultKind.REVISION_GAP, log.changed("login.bound", Map.of("consentRevision", 2)));
    }

    // Emergencies

    @Test
    @DisplayName("R21 What may be read in an emergency only is read under an emergency access only")
    void emergencyPurposeWithoutAccess() {
        UUID grant = log.given(Map.of("purpose", "vital-emergency"));
        mustPass();
        long norm = log.disclosed(List.of(), Map.of("purpose", "vital-emergency", "norm", "\u00a7 34 StGB"));
        long granted = log.disclosed(List.of(grant), Map.of("purpose", "vital-emergency"));
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.EMERGENCY_ACCESS, norm),
                new Found(FaultKind.EMERGENCY_ACCESS, granted));
    }

    @Test
    @DisplayName("R21 An emergency access is for one case and one norm")
    void emergencyOfAnotherCaseOrNorm() {
        log.linked();
        log.linked("jobcenter", "JC-77");
        log.emergencyOpened(ACCESS, Map.of());
        log.readInEmergency(ACCESS, Map.of());
        mustPass();
        long other = log.readInEmergency(ACCESS, Map.of("caseReference", "JC-77"));
        long norm = log.readInEmergency(ACCESS, Map.of("norm", "\u00a7 32 StGB"));
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.EMERGENCY_ACCESS, other),
                new Found(FaultKind.EMERGENCY_ACCESS, norm));
    }

    @Test
    @DisplayName("R21 Nobody's emergency access lets nobody read: office and employee are named")
    void emergencyOfNobody() {
        Map<String, Object> nobody = Map.of("requester", Map.of("agencyId", "jobcenter", "clientId", "c"));
        log.linked();
        log.emergencyOpened(ACCESS, nobody);
        mustPass();
        mustFail(FaultKind.EMERGENCY_ACCESS, log.readInEmergency(ACCESS, nobody));
    }

    @Test
    @DisplayName("R21 Another office than the one that opened it")
    void emergencyOfAnotherOffice() {
        log.linked();
        log.linked("sozialamt", "SA-1");
        log.emergencyOpened(ACCESS, Map.of());
        mustPass();
        long read = log.readInEmergency(ACCESS, Map.of("requester",
                Map.of("agencyId", "sozialamt", "clientId", "c", "employeeId", "e-1"), "caseReference", "SA-1"));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.EMERGENCY_ACCESS);
        assertThat(log.verify().indexes(FaultKind.EMERGENCY_ACCESS)).containsOnly(read);
    }

    @Test
    @DisplayName("R21 A review comes after the opening, and is of this access")
    void reviews() {
        log.linked();
        Instant opened = log.now;
        log.emergencyOpened(ACCESS, Map.of());
        log.readInEmergency(ACCESS, Map.of());
        log.emergencyReviewed(ACCESS, "e-2");
        mustPass();
        long early = log.emergencyReviewed(ACCESS, "e-2", Map.of("reviewedAt", opened.minusSeconds(60)));
        long agency = log.emergencyReviewed(ACCESS, "e-2", Map.of("agencyId", "sozialamt"));
        log.person = BASEM;
        long person = log.emergencyReviewed(ACCESS, "e-2");
        long unknown = log.emergencyReviewed(new UUID(3, 2), "e-2");
        assertThat(log.verify().kinds()).containsExactly(FaultKind.EMERGENCY_REVIEW);
        assertThat(log.verify().indexes(FaultKind.EMERGENCY_REVIEW)).containsExactly(early, agency, person, unknown);
    }

    @Test
    @DisplayName("R21 A review that stands before the opening is none")
    void reviewBeforeTheOpening() {
        log.linked();
        long review = log.emergencyReviewed(ACCESS, "e-2");
        log.emergencyOpened(ACCESS, Map.of());
        mustFail(FaultKind.EMERGENCY_REVIEW, review);
    }

    // Attributes and norms

    @ParameterizedTest
    @ValueSource(strings = {"norm", "emergency"})
    @DisplayName("R5 What nobody may share is read by no norm and in no emergency, by no catalogue")
    void notShareableByNorm(String basis) {
        log.linked();
        log.emergencyOpened(ACCESS, Map.of("attributes", List.of("religion", "phone")));
        log.readInEmergency(ACCESS, Map.of());
        mustPass();
        mustFail(FaultKind.ATTRIBUTE_NOT_SHAREABLE,
                basis.equals("norm")
                        ? log.disclosed(List.of(),
                                Map.of("norm", "\u00a7 8a SGB VIII", "attributes", List.of("religion"), "purpose",
                                        "registration"))
                        : log.readInEmergency(ACCESS, Map.of("attributes", List.of("religion"))));
    }

    @Test
    @DisplayName("R22 A norm names its section, fits the type of the agency, and covers what the catalogue lists for it")
    void norms() {
        log.linkedTellingType("jobcenter");
        Map<String, Object> statute = Map.of("norm", "\u00a7 14 Abs. 2 SGB II", "purpose", "case-management",
                "attributes", List.of("family_name"));
        log.disclosed(List.of(), statute);
        mustPass();
        long vague = log.disclosed(List.of(),
                Map.of("norm", "SGB II", "purpose", "case-management", "attributes", List.of("family_name")));
        long purpose = log.disclosed(List.of(), Map.of("norm", "\u00a7 8a SGB VIII", "purpose", "child-protection"));
        long attribute = log.disclosed(List.of(), Map.of("norm", "\u00a7 14 Abs. 2 SGB II", "purpose",
                "case-management", "attributes", List.of("phone", "family_name")));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.STATUTE);
        assertThat(log.verify().indexes(FaultKind.STATUTE)).containsExactly(vague, purpose, attribute);
    }

    @Test
    @DisplayName("R3 No consent stands beside a statute")
    void consentBesideAStatute() {
        log.linkedTellingType("mbe");
        log.given(Map.of("purpose", "case-management"));
        mustPass();
        log.linkedTellingType("jobcenter");
        log.given(Map.of("purpose", "case-management"));
        mustFail(FaultKind.CONSENT_BESIDE_STATUTE, 3);
    }

    // Grants

    @Test
    @DisplayName("R1 A grant names one agency, one purpose, its attributes and an end within 24 months")
    void formOfGrants() {
        log.given(Map.of("expiresAt", log.now.plus(Duration.ofDays(730))));
        mustPass();
        log.given(Map.of("expiresAt", log.now.plus(Duration.ofDays(800))));
        log.given(Map.of("attributes", List.of()));
        log.given(Map.of("attributes", List.of("*")));
        log.given(Map.of("agencyId", "*"));
        log.given(Map.of("purpose", " "));
        log.given(Map.of("expiresAt", log.now.minusSeconds(1)));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.GRANT_FORM);
        assertThat(log.verify().indexes(FaultKind.GRANT_FORM)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    @DisplayName("R6 A grant shows the notice that was read, its language and channel")
    void evidence() {
        log.given();
        mustPass();
        log.given(Map.of("evidence",
                Map.of("noticeVersion", "1", "noticeHash", "0", "language", "de", "channel", "WEB")));
        log.given(Map.of("evidence",
                Map.of("noticeVersion", "1", "noticeHash", "0".repeat(64), "language", " ", "channel", "WEB")));
        log.given(Map.of("evidence", Map.of()));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.DECISION_INCOMPLETE);
        assertThat(log.verify().indexes(FaultKind.DECISION_INCOMPLETE)).containsExactly(2L, 3L, 4L);
    }

    @Test
    @DisplayName("R6 A withdrawal that an office recorded names the employee, and that it was on paper or by word of mouth (R8)")
    void recordedWithdrawals() {
        log.ended("withdrawn", log.given(), recorded(Map.of("channel", "PAPER", "employeeId", "e-77")));
        log.ended("withdrawn", log.given(), recorded(Map.of("channel", "ORAL", "employeeId", "e-77")));
        // As before there was this: without the login that withdrew, and with it.
        log.ended("withdrawn", log.given());
        log.ended("withdrawn", log.given(), Map.of("endedByLoginBinding", LOGIN));
        mustPass();

        List<Long> wrong = List.of(log.ended("withdrawn", log.given(), recorded(Map.of("channel", "PAPER"))),
                log.ended("withdrawn", log.given(), recorded(Map.of("channel", "PAPER", "employeeId", " "))),
                log.ended("withdrawn", log.given(), recorded(Map.of("employeeId", "e-77"))),
                log.ended("withdrawn", log.given(), recorded(Map.of("channel", "WEB", "employeeId", "e-77"))),
                log.ended("withdrawn", log.given(),
                        Map.of("endedByLoginBinding", LOGIN, "withdrawalEvidence",
                                Map.of("channel", "PAPER", "employeeId", "e-77"))),
                log.ended("invalidated", log.given(), recorded(Map.of("channel", "PAPER", "employeeId", "e-77"))));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.DECISION_INCOMPLETE);
        assertThat(log.verify().indexes(FaultKind.DECISION_INCOMPLETE)).containsExactlyElementsOf(wrong);
    }

    /** Given on paper, but for what {@code approval} and {@code record} say; null takes a member away. */
    private Map<String, Object> onPaper(Map<String, ?> approval, Map<String, ?> record) {
        Map<String, Object> evidence = new TreeMap<>(Map.of("confirmedBy", "e-78", "signedBy", "PERSON", "interpreter",
                false, "agreedUntil", log.now.plus(Duration.ofDays(180))));
        evidence.putAll(approval);
        evidence.values().removeIf(""::equals);
        Map<String, Object> state = new TreeMap<>(Map.of("expiresAt", log.now.plus(Duration.ofDays(30)), "evidence",
                evidenceBy("PAPER", "e-77"), "approvalEvidence", evidence));
        state.putAll(record);
        return state;
    }

    private static Map<String, Object> evidenceBy(String channel, String assisting) {
        return Map.of("noticeVersion", "1", "noticeHash", "0".repeat(64), "language", "de", "channel", channel,
                "assistingEmployee", assisting);
    }

    @Test
    @DisplayName("R6 R8 A grant on paper or by word of mouth names two employees who are not the same, who signed, no login, nothing special (R5)")
    void recordedApprovals() {
        log.given(onPaper(Map.of(), Map.of()));
        log.given(onPaper(Map.of("signedBy", "GUARDIAN", "interpreter", true),
                Map.of("evidence", evidenceBy("ORAL", "e-77"))));
        log.ended("withdrawn", log.given(onPaper(Map.of(), Map.of())),
                onPaper(Map.of("answer", "CONTESTED"), Map.of("endedByLoginBinding", LOGIN)));
        mustPass();

        long before = log.log.lines.size();
        log.given(onPaper(Map.of("confirmedBy", "e-77"), Map.of()));
        log.given(onPaper(Map.of("confirmedBy", " "), Map.of()));
        log.given(onPaper(Map.of("confirmedBy", ""), Map.of()));
        log.given(onPaper(Map.of("signedBy", "OFFICE"), Map.of()));
        log.given(onPaper(Map.of(), Map.of("evidence", evidenceBy("WEB", "e-77"))));
        log.given(onPaper(Map.of(), Map.of("evidence", evidenceBy("PAPER", " "))));
        log.given(Map.of("evidence", evidenceBy("PAPER", "e-77")));
        log.given(Map.of("evidence", evidenceBy("ORAL", "e-77")));
        log.given(onPaper(Map.of(), Map.of("decidedByLoginBinding", LOGIN)));
        log.given(onPaper(Map.of("answer", "CONTESTED"), Map.of()));
        log.given(onPaper(Map.of("answer", "CONFIRMED"), Map.of("decidedByLoginBinding", LOGIN)));
        log.given(onPaper(Map.of(), Map.of("expiresAt", log.now.plus(Duration.ofDays(181)))));
        log.given(onPaper(Map.of(), Map.of("attributes", List.of("accessibility_need"), "explicitAttributes",
                List.of("accessibility_need"))));
        List<Long> wrong = LongStream.range(before, log.log.lines.size()).boxed().toList();
        assertThat(log.verify().kinds()).containsExactly(FaultKind.DECISION_INCOMPLETE);
        assertThat(log.verify().indexes(FaultKind.DECISION_INCOMPLETE)).containsExactlyElementsOf(wrong);
    }

    @Test
    @DisplayName("R6 Who contests a grant on paper does so by a login, and it ends by that")
    void contestedApprovals() {
        List<Long> wrong = List.of(
                log.ended("withdrawn", log.given(onPaper(Map.of(), Map.of())),
                        onPaper(Map.of("answer", "CONTESTED"), Map.of())),
                log.ended("expired", log.given(onPaper(Map.of(), Map.of())),
                        onPaper(Map.of("answer", "CONTESTED"), Map.of("endedByLoginBinding", LOGIN))));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.DECISION_INCOMPLETE);
        assertThat(log.verify().indexes(FaultKind.DECISION_INCOMPLETE)).containsExactlyElementsOf(wrong);
    }

    @Test
    @DisplayName("R6 A grant on paper lasts longer only by the person's word, once, unchanged, and not beyond what was agreed")
    void confirmedApprovals() {
        Instant agreed = log.now.plus(Duration.ofDays(180));
        Map<String, Object> answer = Map.of("agreedUntil", agreed, "answer", "CONFIRMED");
        UUID grant = log.given(onPaper(Map.of("agreedUntil", agreed), Map.of()));
        log.givenAgain(grant, onPaper(answer, Map.of("decidedByLoginBinding", LOGIN, "expiresAt", agreed)));
        log.after(Duration.ofDays(60));
        log.disclosed(List.of(grant), Map.of());
        mustPass();
        long late = log.log.lines.size();
        UUID unanswered = log.given(onPaper(Map.of(), Map.of()));
        log.after(Duration.ofDays(60));
        long expired = log.disclosed(List.of(unanswered), Map.of());
        long again = log.givenAgain(grant,
                onPaper(answer, Map.of("decidedByLoginBinding", LOGIN, "expiresAt", agreed)));
        UUID other = log.given(onPaper(Map.of(), Map.of()));
        long more = log.givenAgain(other, onPaper(Map.of("answer", "CONFIRMED"),
                Map.of("decidedByLoginBinding", LOGIN, "attributes", List.of("phone", "email"))));
        List<Long> changed = new ArrayList<>(List.of(again, more));
        for (Map<String, Object> differing : List.of(Map.<String, Object>of("confirmedBy", "e-79"),
                Map.<String, Object>of("signedBy", "GUARDIAN"))) {
            Map<String, Object> approval = new HashMap<>(differing);
            approval.put("answer", "CONFIRMED");
            changed.add(log.givenAgain(log.given(onPaper(Map.of(), Map.of())),
                    onPaper(approval, Map.of("decidedByLoginBinding", LOGIN))));
        }
        changed.add(log.givenAgain(log.given(onPaper(Map.of(), Map.of())), onPaper(Map.of("answer", "CONFIRMED"),
                Map.of("decidedByLoginBinding", LOGIN, "evidence", evidenceBy("PAPER", "e-70")))));
        assertThat(late).isLessThan(expired);
        assertThat(log.verify().kinds()).containsExactlyInAnyOrder(FaultKind.GRANT_ENDED, FaultKind.GRANT_REPEATED);
        assertThat(log.verify().indexes(FaultKind.GRANT_ENDED)).containsExactly(expired);
        assertThat(log.verify().indexes(FaultKind.GRANT_REPEATED)).containsExactlyElementsOf(changed);
    }

    @Test
    @DisplayName("R6 What withdraws nothing shows no withdrawal: it would hide the login that decided")
    void withdrawalEvidenceOfAGrant() {
        log.given(recorded(Map.of("channel", "PAPER", "employeeId", "e-77")));

        assertThat(log.verify().kinds()).containsExactly(FaultKind.DECISION_INCOMPLETE);
        assertThat(log.verify().indexes(FaultKind.DECISION_INCOMPLETE)).hasSize(1);
    }

    @Test
    @DisplayName("R11 A guardian gives while their login is bound, for their person, and neither before nor afterwards")
    void guardiansGrants() {
        Map<String, Object> byGuardian = Map.of("decidedByLoginBinding", LOGIN);
        log.linked();
        log.changed("login.binding-requested", guardian());
        log.given(Map.of("decidedByLoginBinding", new UUID(7, 9)));
        log.changed("login.bound", guardian());
        log.disclosed(log.given(byGuardian));
        mustPass();

        log.person = BASEM;
        log.linked();
        log.given(byGuardian);
        log.person = new UUID(1, 1);
        log.changed("login.bound", guardian());
        log.given(byGuardian);
        assertThat(log.verify().indexes(FaultKind.GUARDIAN)).hasSize(1);
        log.changed("login.unbound", guardian());
        log.given(byGuardian);
        assertThat(log.verify().kinds()).containsExactly(FaultKind.GUARDIAN);
        assertThat(log.verify().indexes(FaultKind.GUARDIAN)).hasSize(2);
    }

    @Test
    @DisplayName("R11 A guardian's login that waits gives nothing")
    void waitingGuardiansGrant() {
        log.linked();
        log.changed("login.binding-requested", guardian());
        log.given(Map.of("decidedByLoginBinding", LOGIN));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.GUARDIAN);
    }

    private static Map<String, Object> guardian() {
        return Map.of("loginBinding", Map.of("loginBindingId", LOGIN, "guardianship",
                Map.of("kind", "PARENT", "proof", "BIRTH_CERTIFICATE")));
    }

    private static Map<String, Object> recorded(Map<String, Object> evidence) {
        return Map.of("withdrawalEvidence", evidence);
    }

    @Test
    @DisplayName("R5 What a grant must not hold is named without a read")
    void attributesOfGrants() {
        log.given(Map.of("attributes", List.of("ethnicity"), "explicitAttributes", List.of("ethnicity")));
        mustFail(FaultKind.ATTRIBUTE_NOT_SHAREABLE, 1);
    }

    @Test
    @DisplayName("G1 A grant is ended by its own person, and stays when another one does")
    void endByAnotherPerson() {
        UUID grant = log.given();
        log.person = BASEM;
        log.linked();
        mustFail(FaultKind.GRANT_PERSON, log.ended("withdrawn", grant));
    }

    @Test
    @DisplayName("R25 An entry names who read what, for which case, on which basis")
    void whatAnEntryNames() {
        UUID grant = log.given();
        mustPass();
        long reference = log.disclosed(List.of(grant), Map.of("caseReference", " "));
        long basis = log.disclosed(List.of(grant), Map.of("legalBasis", ""));
        long client = log.disclosed(List.of(grant), Map.of("requester", Map.of("agencyId", "jobcenter")));
        assertThat(log.verify().indexes(FaultKind.DISCLOSURE_INCOMPLETE)).containsExactly(reference, basis, client);
        mustFailAlso(FaultKind.NO_BASIS, log.disclosed(List.of(grant), Map.of("norm", "\u00a7 8a SGB VIII")));
    }

    private void mustFailAlso(FaultKind kind, long index) {
        assertThat(log.verify().found()).contains(new Found(kind, index));
    }

    // Persons and cases

    @Test
    @DisplayName("G5 Nothing is read of somebody who was erased, on no basis, and nothing is decided")
    void readAfterTheErasure() {
        log.linked();
        log.personErased();
        mustPass();
        long read = log.disclosed(List.of(), Map.of("norm", "\u00a7 87 AufenthG"));
        long change = log.changed("login.bound", Map.of());
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.AFTER_ERASURE, read),
                new Found(FaultKind.AFTER_ERASURE, change));
    }

    @Test
    @DisplayName("G5 No emergency access is opened once the erasure is enforced")
    void emergencyAfterTheErasure() {
        log.linked();
        log.personErased();
        log.enforced(log.now);
        log.after(Duration.ofMinutes(1));
        mustPass();
        mustFail(FaultKind.AFTER_ERASURE, log.emergencyOpened(ACCESS, Map.of()));
    }

    @Test
    @DisplayName("R7 A case reference stands for the person, and ends with its link")
    void caseReferences() {
        UUID grant = log.given();
        log.person = BASEM;
        log.linked();
        log.person = new UUID(1, 1);
        log.disclosed(grant);
        mustPass();
        long anothers = log.disclosed(List.of(grant), Map.of("caseReference", "JC-2"));
        long nobodys = log.disclosed(List.of(grant), Map.of("caseReference", "JC-9"));
        log.unlinked();
        long unlinked = log.disclosed(grant);
        assertThat(log.verify().kinds()).containsExactly(FaultKind.CASE_REFERENCE);
        assertThat(log.verify().indexes(FaultKind.CASE_REFERENCE)).containsExactly(anothers, nobodys, unlinked);
    }

    @Test
    @DisplayName("R7 A read that began before the end was seen may still name the case, and one that is linked anew may again")
    void caseReferencesThatAreLawful() {
        UUID grant = log.given();
        long seen = log.revision();
        log.unlinked();
        log.disclosed(List.of(grant), Map.of("consentRevision", seen));
        log.linked();
        log.disclosed(grant);
        mustPass();
    }

    // Times

    @Test
    @DisplayName("R4 Nothing is dated before what it rests on")
    void datedBefore() {
        log.linked();
        Instant before = log.now.minusSeconds(1);
        UUID grant = log.given();
        Instant given = log.now;
        log.disclosed(grant);
        mustPass();
        long read = log.disclosed(List.of(grant), Map.of("startedAt", before.minusSeconds(1), "decidedAt",
                before.minusSeconds(1), "viewFreshAsOf", before.minusSeconds(1)));
        log.given(Map.of("requestedAt", log.now.plusSeconds(5)));
        long asked = log.log.entries.size() - 1L;
        log.now = given.minusSeconds(5);
        long ended = log.ended("withdrawn", grant);
        assertThat(log.verify().found()).contains(new Found(FaultKind.DATED_BEFORE, read),
                new Found(FaultKind.DATED_BEFORE, asked), new Found(FaultKind.DATED_BEFORE, ended));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59-18:00", "-999999999-01-01T00:00:00+18:00"})
    @DisplayName("A time at the end of all calendars is named, and ends nothing")
    void timesAtTheEndOfAllCalendars(String time) {
        UUID grant = log.given(Map.of("expiresAt", time));
        log.disclosed(List.of(grant), Map.of("decidedAt", time));
        assertThat(log.verify().kinds()).containsExactly(FaultKind.PAYLOAD_FORM);
    }

    // Erasures

    @Test
    @DisplayName("R28 A month that runs, or that no calendar knows, is not over; and there is nothing to erase of another class")
    void erasureOfARunningMonth() {
        log.linked();
        long running = log.monthErased("access", "2026-03");
        long future = log.monthErased("access", "2026-04");
        long none = log.monthErased("access", "2026-13");
        long unknown = log.monthErased("everything", "2026-01");
        long erasures = log.monthErased("erasure", "2026-01");
        assertThat(log.verify().kinds()).containsExactly(FaultKind.ERASURE);
        assertThat(log.verify().indexes(FaultKind.ERASURE)).containsExactly(running, future, none, unknown, erasures);
    }

    @Test
    @DisplayName("G5 Only who was erased is erased")
    void erasureOfSomebodyWhoWasNotErased() {
        log.disclosed(log.given());
        long read = log.disclosed(log.given());
        log.log.erase(read);
        mustFail(FaultKind.ERASURE, log.logErased(read, read));
    }

    @Test
    @DisplayName("G5 A payload that is counted to erased persons is one's, as long as it can be seen")
    void erasureThatNamesSomebodyElse() {
        log.disclosed(log.given());
        long read = log.disclosed(log.given());
        log.person = BASEM;
        log.linked();
        log.personErased();
        mustPass();
        log.logErased(read, read);
        mustFail(FaultKind.ERASURE, read);
    }

    @Test
    @DisplayName("G5 A withdrawal is not erased among the payloads of somebody else who was")
    void withdrawalAmongThePayloadsOfAnErasedPerson() {
        UUID grant = log.given();
        long withdrawal = log.ended("withdrawn", grant);
        log.person = BASEM;
        log.linked();
        log.personErased();
        log.logErased(withdrawal, withdrawal);
        log.person = new UUID(1, 1);
        log.log.erase(withdrawal);
        mustFail(FaultKind.CAUSAL_ORDER, log.disclosed(grant));
    }

    @Test
    @DisplayName("R28 A withdrawal is not erased while its grant is left and used")
    void withdrawalThatIsErasedBeforeItsGrant() {
        UUID grant = log.given();
        log.disclosed(grant);
        long withdrawal = log.ended("withdrawn", grant);
        log.log.erase(withdrawal);
        log.after(Duration.ofDays(31));
        long read = log.disclosed(grant);
        log.monthErased("consent", "2026-03");
        mustFail(FaultKind.ERASURE, read);
    }

    @Test
    @DisplayName("R28 What a hold of the agency keeps is left, and what else was erased is not judged")
    void grantThatAHoldKept() {
        UUID grant = log.given();
        log.disclosed(grant);
        log.log.erase(log.linked("sozialamt", "SA-1"));
        log.log.add("de.handschlag.legal-hold.set.v1", "control", log.now,
                Map.of("legalHoldId", new UUID(5, 5), "agencyId", "jobcenter", "setAt", log.now));
        log.after(Duration.ofDays(31));
        log.disclosed(grant);
        log.monthErased("consent", "2026-03");
        mustPass();
        assertThat(log.verify().output()).contains("1 disclosures on grants that were erased",
                "Good as far as it can be judged");
    }

    @Test
    @DisplayName("R28 An entry stands in the class and month of its event, or it would be erased too early")
    void classAndMonth() {
        log.linked();
        long early = log.log.add("de.handschlag.consent.requested.v1", "control", log.now,
                Map.of("dataSubjectId", log.person, "consentRevision", 2));
        long month = log.log.add("de.handschlag.consent.requested.v1", "consent", log.now, "2024-01",
                Map.of("dataSubjectId", log.person, "consentRevision", 3));
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.RETENTION_CLASS, early),
                new Found(FaultKind.RETENTION_CLASS, month));
    }

    @Test
    @DisplayName("R26 One event stands in the log once")
    void eventThatStandsTwice() {
        log.linked();
        log.log.entries.add(log.log.entries.getFirst());
        log.log.lines.add(log.log.lines.getFirst().replace("\"index\":0", "\"index\":1"));
        assertThat(log.verify().found()).containsExactly(new Found(FaultKind.EVENT_REPEATED, 1L),
                new Found(FaultKind.REVISION_REPEATED, 1L));
    }

    @Test
    @DisplayName("Entries that name their type stand at the beginning of a log, and none behind one that does not")
    void formOfEntriesChangesOnce() {
        log.log.namesTypes = true;
        UUID grant = log.given();
        log.disclosed(grant);
        mustPass();
        log.log.namesTypes = false;
        log.disclosed(grant);
        mustPass();
        log.log.namesTypes = true;
        long late = log.disclosed(grant);
        log.log.namesTypes = false;
        log.disclosed(grant);
        mustFail(FaultKind.ENTRY_FORM, late);
    }

    @Test
    @DisplayName("What says what was erased is not erased itself, also where nothing but its class tells that it was this")
    void erasureThatWasErased() {
        log.linked();
        log.log.erase(0);
        log.after(Duration.ofDays(31)).monthErased("consent", "2026-03");
        mustPass();
        long erasure = log.log.entries.size() - 1L;
        log.log.erase(erasure);
        log.monthErased("consent", "2026-03");
        mustFail(FaultKind.ERASED_WITHOUT_ENTRY, erasure);
    }

    // What is said at the end

    @Test
    @DisplayName("A log of which nothing can be judged is not called good")
    void nothingToBeJudged() {
        UUID grant = log.given();
        log.log.erase(log.disclosed(grant));
        log.after(Duration.ofDays(31)).monthErased("access", "2026-03");
        Verified verified = log.verify();
        assertThat(verified.exitCode()).isEqualTo(3);
        assertThat(verified.output())
                .contains("0 disclosures judged", "1 payloads erased (1 by their age, 0 of erased", "NOTHING JUDGED")
                .doesNotContain("Good");
    }

    @Test
    @DisplayName("The summary counts disclosures by their basis")
    void summaryByBasis() {
        UUID grant = log.given();
        log.disclosed(grant);
        log.disclosed(grant);
        log.disclosed(List.of(), Map.of("norm", "\u00a7 87 AufenthG"));
        log.emergencyOpened(ACCESS, Map.of());
        log.readInEmergency(ACCESS, Map.of());
        assertThat(log.verify().output())
                .contains("4 disclosures judged (2 by grants, 1 by a norm, 1 in an emergency, 0 by nothing)");
    }
}
