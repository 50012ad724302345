package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.registry.RegistryTestCase;

@QuarkusTest
@DisplayName("R22 Disclosures that a statute permits")
class StatutoryDisclosureTest extends RegistryTestCase {

    private static final String NORM = "IfSG";

    private final UUID person = UUID.randomUUID();
    private final String agency = "gesundheitsamt-1";
    private final String reference = "G-" + person;
    private final String view = "/v1/cases/" + reference + "/view?purpose=";

    @BeforeEach
    void personWithFourValuesAndNoConsent() {
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference));
        as(tokens.agencySystem(agency)).header("Consent-Revision", 1).body("""
                {"values":[{"attribute":"phone","value":"+49 30 7654321","asOf":"2026-01-15"},
                           {"attribute":"vaccination_status","value":"measles","asOf":"2026-01-15"},
                           {"attribute":"income","value":"1200","asOf":"2026-01-15"},
                           {"attribute":"religion","value":"none","asOf":"2026-01-15"}]}""")
                .put("/v1/cases/" + reference + "/attributes").then().statusCode(204);
    }

    private Response read(String purpose) {
        return as(tokens.agencySystem(agency, "infection-control", "child-protection", "case-management"))
                .header("Consent-Revision", 1).get(view + purpose);
    }

    @Test
    @DisplayName("R22 R5 R16 nobody is asked: the listed attributes are disclosed with the norm, all others are absent")
    void listedAttributesAreDisclosedWithTheNorm() {
        Response answer = read("infection-control");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).containsOnlyKeys("caseReference", "purpose", "attributes",
                "obligation", "norm");
        assertThat(answer.jsonPath().getMap("attributes")).containsOnlyKeys("phone", "vaccination_status");
        assertThat(answer.jsonPath().getString("attributes.phone[0].value")).isEqualTo("+49 30 7654321");
        assertThat(answer.jsonPath().getString("norm")).isEqualTo(NORM);
    }

    @Test
    @DisplayName("R5 R22 a special category is disclosed only under the norm that lists it")
    void specialCategoryNeedsItsNorm() {
        assertThat(read("child-protection").jsonPath().getMap("attributes")).containsOnlyKeys("phone");
    }

    @Test
    @DisplayName("R3 under a purpose that rests on consent no norm helps")
    void consentIsNotReplacedByANorm() {
        assertThat(read("case-management").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("R22 R25 the record names the norm, no grant and no value, and whether the norm hides it from the person")
    void recordNamesTheNorm() {
        read("infection-control").then().statusCode(200);
        as(tokens.agencySystem(agency, "child-protection")).get(view + "child-protection&attributes=phone,address")
                .then().statusCode(200);

        DataDisclosed shown = accessEvents.await(DataDisclosed.class,
                e -> person.equals(e.dataSubjectId()) && e.purpose().equals("infection-control"));
        assertThat(shown.norm()).isEqualTo(NORM);
        assertThat(shown.legalBasis()).isEqualTo("Art. 6(1)(c) DSGVO");
        assertThat(shown.grantIds()).isEmpty();
        assertThat(shown.attributes()).containsExactly("phone", "vaccination_status");
        assertThat(shown.consentRevision()).isEqualTo(1);
        assertThat(shown.hiddenFromPerson()).isNull();
        assertThat(shown.requestedAttributes()).isNull();
        DataDisclosed hidden = accessEvents.await(DataDisclosed.class,
                e -> person.equals(e.dataSubjectId()) && e.purpose().equals("child-protection"));
        assertThat(hidden.hiddenFromPerson()).isTrue();
        assertThat(hidden.requestedAttributes()).containsExactly("phone", "address");
        assertThat(accessEvents.raw()).noneMatch(json -> json.contains("7654321"));
    }

    @Test
    @DisplayName("R10 R22 an unknown case and attributes beyond the norm get the identical neutral denial")
    void denialsAreNeutral() {
        Response unknown = as(tokens.agencySystem(agency, "infection-control"))
                .get("/v1/cases/unknown-" + person + "/view?purpose=infection-control");
        Response beyond = as(tokens.agencySystem(agency, "infection-control"))
                .get(view + "infection-control&attributes=income,religion");

        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.jsonPath().getString("type")).isEqualTo("urn:handschlag:problem:no-permission");
        assertThat(beyond.asString().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
        DisclosureDenied denied = accessEvents.await(DisclosureDenied.class,
                e -> reference.equals(e.caseReference()));
        assertThat(denied.reason()).isEqualTo(DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED);
        assertThat(denied.norm()).isEqualTo(NORM);
        assertThat(accessEvents.await(DisclosureDenied.class, e -> e.caseReference().equals("unknown-" + person))
                .reason()).isEqualTo(DisclosureDenied.Reason.UNKNOWN_CASE);
    }

    @Test
    @DisplayName("R18 R22 a client that is not entitled to the purpose reads nothing, norm or not")
    void entitlementIsNeeded() {
        Response answer = as(tokens.agencySystem(agency, "case-management")).get(view + "infection-control");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:handschlag:problem:purpose-not-entitled");
    }

    @Test
    @DisplayName("R22 the batch reads by norm too, case by case")
    void batchReadsByNorm() {
        read("infection-control");

        Response answer = as(tokens.agencySystem(agency, "infection-control"))
                .body("{\"purpose\":\"infection-control\",\"caseReferences\":[\"nobody\",\"" + reference + "\"]}")
                .post("/v1/views");

        assertThat(answer.jsonPath().getBoolean("views[0].permitted")).isFalse();
        assertThat(answer.jsonPath().getString("views[1].view.norm")).isEqualTo(NORM);
        assertThat(answer.jsonPath().getMap("views[1].view.attributes")).containsOnlyKeys("phone",
                "vaccination_status");
    }

    @Test
    @DisplayName("R21 Emergency-Access has no place under another purpose")
    void emergencyAccessBelongsToAnEmergency() {
        as(tokens.agencySystem(agency, "infection-control")).header("Emergency-Access", UUID.randomUUID())
                .get(view + "infection-control").then().statusCode(422);
    }
}
