package de.handschlag.consent.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.fhircheck.FhirR4;
import de.handschlag.page.PageLanguage;

@DisplayName("Receipts as FHIR R4 Consents, by HAPI's validator")
class FhirReceiptTest {

    @AfterAll
    static void letGoOfTheDefinitions() {
        FhirR4.forget();
    }

    private static JsonNode consent(Receipt.State state) {
        return FhirReceipt.of(SampleReceipts.of(state));
    }

    @ParameterizedTest
    @EnumSource(Receipt.State.class)
    @DisplayName("Every state is a valid Consent")
    void everyStateIsValid(Receipt.State state) {
        assertThat(FhirR4.faults(consent(state).toString())).isEmpty();
        assertThat(FhirR4.warnings(consent(state).toString())).as(
                "beyond codes of our own, LOINC's, which the definitions do not have, and that no rule of FHIR's list is the GDPR's")
                .allMatch(warning -> warning.contains("urn:handschlag:") || warning.contains("loinc")
                        || warning.contains("Consent.policyRule"));
    }

    @Test
    @DisplayName("So is a refusal without reading")
    void refusalWithoutNotice() {
        JsonNode consent = FhirReceipt.of(SampleReceipts.of(Receipt.State.REFUSED, null, PageLanguage.GERMAN));

        assertThat(FhirR4.faults(consent.toString())).isEmpty();
        assertThat(consent.has("sourceAttachment")).isFalse();
    }

    @Test
    @DisplayName("The validator does refuse what is none: it is not asleep")
    void validatorRefuses() {
        String json = consent(Receipt.State.GIVEN).toString();

        assertThat(FhirR4.faults(json.replace("\"status\":\"active\"", "\"status\":\"alive\""))).isNotEmpty();
        assertThat(FhirR4.faults(json.replace("\"dateTime\"", "\"decidedAt\""))).isNotEmpty();
        assertThat(FhirR4.faults(json.replace("\"scope\"", "\"reach\""))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GIVEN, active, permit, 2027-05-02T08:30:00Z", "REFUSED, rejected, deny, ",
            "WITHDRAWN, inactive, permit, 2026-12-24T18:00:00Z", "EXPIRED, inactive, permit, 2027-05-02T08:30:00Z",
            "REPLACED, inactive, permit, 2026-12-24T18:00:00Z", "INVALIDATED, inactive, permit, 2026-12-24T18:00:00Z"})
    @DisplayName("Its status is the record's, and a grant's time ends when the grant did")
    void status(Receipt.State state, String status, String type, String end) {
        JsonNode consent = consent(state);

        assertThat(consent.path("status").asText()).isEqualTo(status);
        assertThat(consent.at("/provision/provision/0/type").asText()).isEqualTo(type);
        assertThat(consent.at("/provision").has("type")).as("R4 allows none in the root").isFalse();
        assertThat(consent.at("/provision/provision/0/period/end").asText(null)).isEqualTo(end);
    }

    @Test
    @DisplayName("R9 Each release is a permit to disclose what was granted, by its source, until it or the grant ended")
    void releases() {
        assertThat(releasesOf(Receipt.State.GIVEN)).containsExactly("told-only  2027-05-02T08:30:00Z",
                "psz-nord 2026-11-03T07:00:00Z 2027-05-02T08:30:00Z",
                "taken-back 2026-11-03T07:00:00Z 2026-11-20T16:45:00Z",
                "changed 2026-11-03T07:00:00Z 2026-11-20T16:45:00Z",
                "unknown 2026-11-03T07:00:00Z 2026-11-20T16:45:00Z");
        assertThat(releasesOf(Receipt.State.WITHDRAWN)).hasSize(5)
                .contains("psz-nord 2026-11-03T07:00:00Z 2026-12-24T18:00:00Z");
        assertThat(releasesOf(Receipt.State.REFUSED)).isEmpty();
        JsonNode release = consent(Receipt.State.GIVEN).at("/provision/provision/2");
        assertThat(release.path("type").asText()).isEqualTo("permit");
        assertThat(release.path("code").findValuesAsText("code")).containsExactly("phone", "health_insurance");
        assertThat(release.at("/actor/0/reference/identifier/value").asText()).isEqualTo("mbe-nord");
        assertThat(release.at("/actor/1/reference/display").asText()).isEqualTo("Stelle <psz-nord> & Co");
        assertThat(consent(Receipt.State.GIVEN).at("/text/div").asText()).contains(
                "Stelle &lt;psz-nord&gt; &amp; Co: ConsentGiven", "&lt;taken-back&gt; &amp; Co: ConsentWithdrawn",
                "&lt;changed&gt; &amp; Co: ConsentInvalidated");
    }

    private static List<String> releasesOf(Receipt.State state) {
        return consent(state).at("/provision/provision").valueStream()
                .filter(one -> one.at("/action/0/coding/0/code").asText().equals("disclose"))
                .map(one -> one.at("/actor/1/reference/identifier/value").asText() + " "
                        + one.at("/period/start").asText("") + " " + one.at("/period/end").asText())
                .toList();
    }

    @Test
    @DisplayName("It says what JSON-LD says: who, what for, what was granted, what was not, and the notice letter by letter")
    void saysTheSame() {
        JsonNode consent = consent(Receipt.State.GIVEN);

        assertThat(consent.at("/id").asText()).isEqualTo(SampleReceipts.of(Receipt.State.GIVEN).id().toString());
        assertThat(consent.at("/identifier/0/value").asText()).isEqualTo("urn:uuid:" + SampleReceipts.RECORD);
        assertThat(consent.at("/patient/identifier/value").asText()).isEqualTo(SampleReceipts.CASE);
        assertThat(consent.at("/organization/0/display").asText()).isEqualTo(SampleReceipts.AGENCY);
        assertThat(consent.at("/provision/provision/0/purpose/0/code").asText()).isEqualTo("case-management");
        assertThat(consent.at("/provision/provision/0/code").findValuesAsText("code")).containsExactly("phone",
                "health_insurance");
        assertThat(consent.at("/provision/provision/0/code").findValuesAsText("display")).containsExactly("الهاتف",
                "التأمين الصحي");
        assertThat(consent.at("/provision/provision/6/type").asText()).isEqualTo("deny");
        assertThat(consent.at("/provision/provision/6/code").findValuesAsText("code")).containsExactly("email");
        assertThat(new String(Base64.getDecoder().decode(consent.at("/sourceAttachment/data").asText()),
                StandardCharsets.UTF_8)).isEqualTo(SampleReceipts.NOTICE.text());
        assertThat(consent.path("language").asText()).isEqualTo("ar");
    }
}
