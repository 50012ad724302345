package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.DataDisclosed;
import de.handschlag.event.ViewUnchanged;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("Conditional reads")
class ConditionalReadTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String OTHER_PURPOSE = "housing-search";

    private final UUID person = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final String agency = "jobcenter-etag";
    private final String reference = "E-" + person;
    private final String otherAgency = "schulamt-etag";
    private final String otherReference = "F-" + person;

    @BeforeEach
    void grantedPhoneWithValue() {
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference));
        consentService.send(linked(person, 2, UUID.randomUUID(), otherAgency, otherReference));
        contribute("+49 30 1");
        consentService.send(given(person, 3, record, agency, PURPOSE, "phone"));
        assertThat(read(3, null).statusCode()).isEqualTo(200);
    }

    private void contribute(String phone) {
        as(tokens.agencySystem(agency)).header("Consent-Revision", revision(person, 1, agency, reference))
                .body("{\"value\":\"" + phone + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + reference + "/attributes/phone").then().statusCode(204);
    }

    private Response read(long revision, String ifNoneMatch) {
        return read(revision, ifNoneMatch, PURPOSE, "");
    }

    private Response read(long revision, String ifNoneMatch, String purpose, String more) {
        var request = as(tokens.agencySystem(agency, PURPOSE, OTHER_PURPOSE)).header("Consent-Revision",
                revision(person, revision, agency, reference));
        return (ifNoneMatch == null ? request : request.header("If-None-Match", ifNoneMatch))
                .get("/v1/cases/" + reference + "/view?purpose=" + purpose + more);
    }

    private String tag() {
        return read(1, null).header("ETag");
    }

    @Test
    @DisplayName("G3 what the agency has already is not disclosed again: 304 without a body, recorded as unchanged")
    void unchangedViewIsNoDisclosure() {
        String tag = tag();
        assertThat(tag).matches("\"[A-Za-z0-9_-]{24}\"");
        // A read that was refused, as its record was acknowledged too late, may stand in the log as well.
        await().atMost(Duration.ofSeconds(120)).until(() -> disclosures() >= 2);
        Instant asked = Instant.now();

        Response answer = read(3, "\"of-another-time\", W/" + tag);

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo(tag);
        assertThat(answer.asString()).isEmpty();
        ViewUnchanged recorded = accessEvents.await(ViewUnchanged.class, e -> person.equals(e.dataSubjectId()));
        assertThat(recorded.caseReference()).isEqualTo(reference);
        assertThat(recorded.purpose()).isEqualTo(PURPOSE);
        assertThat(recorded.grantIds()).containsExactly(record);
        assertThat(recorded.consentRevision()).isEqualTo(3);
        assertThat(recorded.requester().agencyId()).isEqualTo(agency);
        assertThat(accessEvents.count(e -> e instanceof DataDisclosed d && person.equals(d.dataSubjectId())
                && !d.startedAt().isBefore(asked))).isZero();
    }

    private long disclosures() {
        return accessEvents.count(e -> e instanceof DataDisclosed d && person.equals(d.dataSubjectId()));
    }

    @Test
    @DisplayName("R10 R16 what other agencies are granted, and this one for another purpose, does not change the tag")
    void tagTellsNothingOfOthers() {
        String tag = tag();
        consentService.send(given(person, 4, UUID.randomUUID(), otherAgency, PURPOSE, "phone"));
        consentService.send(given(person, 5, UUID.randomUUID(), agency, OTHER_PURPOSE, "phone"));

        assertThat(read(5, tag).statusCode()).isEqualTo(304);
        String tagOfOther = as(tokens.agencySystem(otherAgency, PURPOSE))
                .get("/v1/cases/" + otherReference + "/view?purpose=" + PURPOSE).header("ETag");
        assertThat(tagOfOther).isNotNull().isNotEqualTo(tag);
        assertThat(read(5, null, OTHER_PURPOSE, "").header("ETag")).isNotEqualTo(tag);
        assertThat(read(5, tagOfOther).statusCode()).isEqualTo(200);
    }

    @Test
    void newValueOtherQuestionAndNewGrantChangeTheTag() {
        String tag = tag();
        assertThat(read(3, tag, PURPOSE, "&attributes=phone,email").statusCode()).isEqualTo(200);

        contribute("+49 30 2");
        Response changed = read(3, tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(Json.text(changed, "attributes.phone[0].value")).isEqualTo("+49 30 2");
        String second = changed.header("ETag");
        assertThat(second).isNotEqualTo(tag);

        consentService.send(withdrawn(person, 4, record, agency, PURPOSE, "phone"));
        consentService.send(given(person, 5, UUID.randomUUID(), agency, PURPOSE, "phone"));
        assertThat(read(5, second).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("G1 R10 a withdrawn grant gives the neutral denial, whatever tag is sent, and denials carry no tag")
    void withdrawnGrantIsDeniedWithTheOldTag() {
        String tag = tag();
        consentService.send(withdrawn(person, 4, record, agency, PURPOSE, "phone"));

        Response withTag = read(4, tag);
        Response without = read(4, null);

        assertThat(withTag.statusCode()).isEqualTo(403);
        assertThat(withTag.asString()).isEqualTo(without.asString());
        assertThat(withTag.header("ETag")).isNull();
        assertThat(without.header("ETag")).isNull();
    }

    @Test
    @DisplayName("G2 a stale view answers no condition either")
    void staleViewIsNotUnchanged() {
        String tag = tag();
        consentService.sendUnintelligible(person, given(person, 4, record, agency, PURPOSE, "phone").messageKey());
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(read(3, tag).statusCode()).isEqualTo(503));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "unquoted", "\"a\" \"b\""})
    void conditionThatNamesNoTagIsRefused(String ifNoneMatch) {
        assertThat(read(3, ifNoneMatch).statusCode()).isEqualTo(422);
    }
}
