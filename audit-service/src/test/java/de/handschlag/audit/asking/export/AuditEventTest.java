package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.EventType;
import de.handschlag.event.GoldenSample;
import de.handschlag.fhircheck.FhirR4;

@DisplayName("Entries as FHIR R4 AuditEvents, by HAPI's validator")
class AuditEventTest {

    private static final UUID ID = UUID.fromString("6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31");
    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00.123456Z");

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream().filter(sample -> sample.type().isLogged());
    }

    private static StoredEntry entry(EventType type, String data, @Nullable String purpose) {
        String payload = "{\"data\":" + data + ",\"id\":\"" + ID + "\",\"source\":\"/registry-service\",\"time\":\""
                + TIME + "\",\"type\":\"" + type.typeName() + "\"}";
        JsonNode event = ExportJson.tree(data);
        JsonNode requester = event.path("requester");
        String person = text(event, "dataSubjectId");
        return new StoredEntry(7, ID, type.typeName(), TIME, TIME.plusMillis(20),
                person == null ? null : UUID.fromString(person), text(requester, "agencyId"),
                text(requester, "clientId"), text(requester, "employeeId"), purpose, text(event, "caseReference"),
                event.has("consentRevision") ? event.path("consentRevision").asLong() : null, payload);
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.path(member).isTextual() ? node.path(member).asText() : null;
    }

    /** A denial with these members besides. */
    private static String denial(String members) {
        return """
                {"decidedAt":"2026-11-23T10:00:00Z","purpose":"housing","reason":"UNKNOWN_CASE","startedAt":"2026-11-23T10:00:00Z",
                "viewFreshAsOf":"2026-11-23T10:00:00Z",%s}"""
                .formatted(members);
    }

    private static JsonNode auditEvent(StoredEntry entry) {
        return new AuditEvent(entry, "log.example/test").toJson();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("Every event that the log takes is a valid AuditEvent")
    void everyEventIsValid(GoldenSample sample) {
        StoredEntry entry = entry(sample.type(), sample.json(), "housing");

        assertThat(FhirR4.faults(auditEvent(entry).toString())).isEmpty();
        assertThat(FhirR4.warnings(auditEvent(entry).toString()))
                .as("beyond the advice to add a text for people, and that codes of our own are not known to FHIR")
                .allMatch(warning -> warning.contains("dom-6") || warning.contains("urn:handschlag:"));
    }

    @Test
    @DisplayName("The validator does refuse what is none: it is not asleep")
    void validatorRefuses() {
        StoredEntry entry = entry(EventType.DISCLOSURE_DENIED,
                denial("\"caseReference\":\"A-1\",\"requester\":{\"agencyId\":\"jobcenter\",\"clientId\":\"c\"}"),
                "housing");

        assertThat(FhirR4.faults(auditEvent(entry).toString())).isEmpty();
        assertThat(FhirR4.faults(auditEvent(entry).toString().replace("\"outcome\":\"4\"", "\"outcome\":\"5\"")))
                .isNotEmpty();
        assertThat(FhirR4.faults(auditEvent(entry).toString().replace("\"recorded\"", "\"noted\""))).isNotEmpty();
    }

    @Test
    @DisplayName("R25 A disclosure: who, on behalf of whom, about whom, what for, which keys")
    void disclosure() {
        JsonNode event = auditEvent(entry(EventType.DATA_DISCLOSED,
                """
                        {"attributes":["address","phone"],"caseReference":"A-1","consentRevision":3,
                        "dataSubjectId":"0193a4c8-4444-7000-8000-000000000004","decidedAt":"2026-11-23T10:00:00Z",
                        "startedAt":"2026-11-23T10:00:00Z","viewFreshAsOf":"2026-11-23T10:00:00Z",
                        "grantIds":["0193a4c8-4444-7000-8000-000000000005"],"legalBasis":"Art. 6(1)(a) DSGVO","purpose":"housing",
                        "requester":{"agencyId":"jobcenter","clientId":"agency-jobcenter","employeeId":"e-7"}}""",
                "housing"));

        assertThat(event.path("id").asText()).isEqualTo(ID.toString());
        assertThat(event.at("/type/code").asText()).isEqualTo("rest");
        assertThat(event.at("/subtype/0/code").asText()).isEqualTo("read");
        assertThat(event.at("/subtype/1/code").asText()).isEqualTo("de.handschlag.data.disclosed.v1");
        assertThat(event.path("action").asText()).isEqualTo("R");
        assertThat(event.path("recorded").asText()).isEqualTo("2026-11-23T10:00:00.143456Z");
        assertThat(event.at("/period/start").asText()).isEqualTo("2026-11-23T10:00:00.123456Z");
        assertThat(event.path("outcome").asText()).isEqualTo("0");
        assertThat(event.at("/purposeOfEvent/0/coding/0/code").asText()).isEqualTo("housing");
        assertThat(event.path("agent").findValuesAsText("value")).containsExactly("e-7", "agency-jobcenter",
                "jobcenter");
        assertThat(event.at("/agent/0/requestor").asBoolean()).isTrue();
        assertThat(event.at("/agent/1/requestor").asBoolean()).isFalse();
        assertThat(event.at("/source/observer/identifier/value").asText()).isEqualTo("log.example/test");
        assertThat(event.at("/entity/0/what/identifier/system").asText()).isEqualTo("urn:handschlag:data-subject");
        assertThat(event.at("/entity/0/detail").findValuesAsText("valueString")).containsExactly("address", "phone");
        assertThat(event.at("/entity/1/detail").toString())
                .contains("{\"type\":\"legal-basis\",\"valueString\":\"Art. 6(1)(a) DSGVO\"}")
                .contains("{\"type\":\"grant\",\"valueString\":\"0193a4c8-4444-7000-8000-000000000005\"}");
    }

    @Test
    @DisplayName("A denial is a failure with its reason")
    void denial() {
        JsonNode event = auditEvent(entry(EventType.DISCLOSURE_DENIED, denial("""
                "caseReference":"A-1","requester":{"agencyId":"jobcenter","clientId":"agency-jobcenter"}"""),
                "housing"));

        assertThat(event.path("outcome").asText()).isEqualTo("4");
        assertThat(event.path("outcomeDesc").asText()).isEqualTo("UNKNOWN_CASE");
        assertThat(event.at("/agent/0/requestor").asBoolean()).as("nobody is named behind the system").isTrue();
        assertThat(event.at("/entity/0/what/identifier/value").asText()).isEqualTo("jobcenter/A-1");
    }

    @Test
    @DisplayName("What an agency's client writes into a purpose or a case does not break the form")
    void wildTexts() {
        StoredEntry entry = entry(EventType.DISCLOSURE_DENIED, denial("""
                "caseReference":" \\u0007\\u0085 ",
                "requester":{"agencyId":"jobcenter","clientId":"agency-jobcenter","employeeId":"  e\\u0000 7 "}"""),
                " double  space\tand\u0001control ");

        assertThat(FhirR4.faults(auditEvent(entry).toString())).isEmpty();
    }
}
