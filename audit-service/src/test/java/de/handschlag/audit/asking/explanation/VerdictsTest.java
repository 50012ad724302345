package de.handschlag.audit.asking.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import de.handschlag.audit.asking.explanation.Explanation.Consent;
import de.handschlag.audit.asking.explanation.Explanation.Reason;
import de.handschlag.audit.asking.explanation.Explanation.Verdict;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Requester;

@DisplayName("Verdicts on decisions")
class VerdictsTest {

    private static final UUID PERSON = UUID.fromString("0193a4c8-4444-7000-8000-000000000001");
    private static final UUID FIRST = UUID.fromString("0193a4c8-4444-7000-8000-000000000002");
    private static final UUID SECOND = UUID.fromString("0193a4c8-4444-7000-8000-000000000003");
    private static final Instant READ = Instant.parse("2026-11-28T10:00:00Z");
    private static final Requester REQUESTER = new Requester("jobcenter", "agency-jobcenter", "e-1");

    private static Consent consent(UUID id, String status, boolean inForce, String... attributes) {
        return new Consent(id, status, inForce, 3, 1, READ, READ, List.of(attributes), List.of(), List.of(),
                "Art. 6(1)(a) DSGVO", null, null, null);
    }

    private static DataDisclosed disclosed(List<UUID> grants, String... attributes) {
        return new DataDisclosed(PERSON, 1, REQUESTER, "C-1", "housing", "Art. 6(1)(a) DSGVO", List.of(attributes),
                grants, READ, READ, READ);
    }

    private static DisclosureDenied denied(DisclosureDenied.Reason reason, @Nullable String norm,
            @Nullable List<String> requested, @Nullable String refusal) {
        return new DisclosureDenied(PERSON, 1L, REQUESTER, "C-1", "housing", reason, READ, READ, READ, norm, null, null,
                null, requested, refusal);
    }

    private static List<String> reasons(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::title).toList();
    }

    @Test
    @DisplayName("R4 consents in force that the entry names cover a disclosure together")
    void coveredByTwo() {
        Verdict verdict = Verdicts.ofConsents(disclosed(List.of(FIRST, SECOND), "address", "phone"),
                List.of(consent(FIRST, "given", true, "address"), consent(SECOND, "given", true, "phone")));

        assertThat(verdict.result()).isEqualTo("covered");
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    @DisplayName("A consent that the entry does not name covers nothing")
    void unnamedConsent() {
        Verdict verdict = Verdicts.ofConsents(disclosed(List.of(FIRST), "address", "phone"),
                List.of(consent(FIRST, "given", true, "address"), consent(SECOND, "given", true, "phone")));

        assertThat(verdict.result()).isEqualTo("not-covered");
        assertThat(verdict.holds()).isFalse();
        assertThat(reasons(verdict)).containsExactly("No consent in force that the entry names covers phone.");
    }

    @Test
    @DisplayName("A disclosure on an ended consent, on one that the log does not have, or on nothing was not covered")
    void notCovered() {
        assertThat(reasons(Verdicts.ofConsents(disclosed(List.of(FIRST), "address"),
                List.of(consent(FIRST, "withdrawn", false, "address")))))
                .containsExactly("Consent " + FIRST + " was not in force: withdrawn.",
                        "No consent in force that the entry names covers address.");
        assertThat(reasons(Verdicts.ofConsents(disclosed(List.of(SECOND), "address"),
                List.of(consent(FIRST, "given", true, "address"))))).first().asString()
                .startsWith("The log has no consent " + SECOND);
        assertThat(reasons(Verdicts.ofConsents(disclosed(List.of(), "address"), List.of()))).first()
                .isEqualTo("The entry names neither a consent nor a norm.");
    }

    @Test
    @DisplayName("A grant that is not in force any more, though nobody ended it, had expired")
    void expiredGrant() {
        Verdict verdict = Verdicts.ofConsents(disclosed(List.of(FIRST), "address"),
                List.of(consent(FIRST, "given", false, "address")));

        assertThat(verdict.reasons().getFirst().title()).endsWith("was not in force: expired.");
        assertThat(verdict.reasons().getFirst().titleDe()).endsWith("war nicht wirksam: abgelaufen.");
    }

    @Test
    @DisplayName("R22 R21 a statute covers, and an emergency access does if nothing is missing")
    void norms() {
        assertThat(Verdicts.ofStatute("IfSG").holds()).isTrue();
        assertThat(Verdicts.ofEmergency("§ 34 StGB", List.of()).holds()).isTrue();
        Verdict missing = Verdicts.ofEmergency("§ 34 StGB", List.of(new Reason("It was over.", "Er war vorbei.")));
        assertThat(missing.holds()).isFalse();
        assertThat(reasons(missing)).containsExactly("It was over.");
    }

    @Test
    @DisplayName("A denial holds if nothing covered the read")
    void denialHolds() {
        Verdict verdict = Verdicts.ofDenial(
                denied(DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED, null, List.of("phone"), null),
                List.of(consent(FIRST, "given", true, "address"), consent(SECOND, "refused", false, "phone")), null);

        assertThat(verdict.holds()).isTrue();
        assertThat(reasons(verdict)).containsExactly("Consent " + SECOND + " was not in force: refused.",
                "The consents in force cover none of the attributes that were asked for.");
    }

    @Test
    @DisplayName("A denial does not hold if a consent in force, or an open emergency access, covered the read")
    void denialDoesNotHold() {
        List<Consent> inForce = List.of(consent(FIRST, "given", true, "address"));

        assertThat(Verdicts
                .ofDenial(denied(DisclosureDenied.Reason.NO_GRANT, null, List.of("address"), null), inForce, null)
                .holds()).isFalse();
        assertThat(Verdicts.ofDenial(denied(DisclosureDenied.Reason.NO_GRANT, null, null, null), inForce, null).holds())
                .as("what was asked for is not recorded").isFalse();
        assertThat(Verdicts.ofDenial(denied(DisclosureDenied.Reason.NO_GRANT, null, null, null), List.of(), List.of())
                .holds()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("R18 a client without a right to ask is told by its kind, whatever the person permitted; also one of a later registry")
    @CsvSource({"purpose-not-entitled, The client was not entitled to this purpose.",
            "forbidden, The access token had no role that reads.",
            "no-agency-in-token, The access token named no agency.",
            "of-a-later-version, The client had no right to ask: of-a-later-version."})
    void withoutARight(String refusal, String told) {
        Verdict verdict = Verdicts.ofDenial(denied(DisclosureDenied.Reason.NO_GRANT, null, null, refusal),
                List.of(consent(FIRST, "given", true, "address")), null);

        assertThat(verdict.holds()).isTrue();
        assertThat(reasons(verdict)).containsExactly(told);
    }

    @Test
    @DisplayName("R10 an unknown case and a norm that covers nothing are named to the data-protection officer")
    void otherDenials() {
        assertThat(reasons(
                Verdicts.ofDenial(denied(DisclosureDenied.Reason.UNKNOWN_CASE, null, null, null), List.of(), null)))
                .containsExactly("The agency had no case with this reference.");
        assertThat(reasons(Verdicts.ofDenial(
                denied(DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED, "IfSG", List.of("address"), null), List.of(),
                null))).containsExactly("The norm covers none of the attributes that were asked for: IfSG.");
    }
}
