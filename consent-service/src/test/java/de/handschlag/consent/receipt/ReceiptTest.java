package de.handschlag.consent.receipt;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.hamcrest.Matchers;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.paper.PdfProbe;
import de.handschlag.fhircheck.FhirR4;
import de.handschlag.teststack.WireRequest;

/** A person's receipts at the service's doors; what is in them is tested beside each form. */
@QuarkusTest
class ReceiptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LD = "application/ld+json";
    private static final String FHIR = "application/fhir+json";
    private static final String JOSE = "application/jose";
    private static final String PDF = "application/pdf";

    @TestHTTPResource
    URL service;

    private AgencyActor agency;
    private String caseReference;
    private PersonActor person;

    @BeforeEach
    void personWithACase() {
        agency = AgencyActor.counselling();
        caseReference = AgencyActor.newCaseReference();
        person = PersonActor.selfEnrolled();
        agency.linkCase(caseReference, person.linkCode()).then().statusCode(201);
    }

    private static Response receipt(PersonActor person, UUID id, String accept) {
        return given().auth().oauth2(person.token()).accept(accept).get("/v1/me/consent-records/{id}/receipt", id);
    }

    private JsonNode json(UUID id, String accept) {
        Response answer = receipt(person, id, accept);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(accept);
        return json(answer.asByteArray());
    }

    private static JsonNode json(byte[] document) {
        try {
            return JSON.readTree(new String(document, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> events(JsonNode receipt) {
        return receipt.at("/dpv:hasRecordOfActivity/dpv:hasConsentStatus").valueStream()
                .map(event -> event.path("@type").asText()).toList();
    }

    private JsonNode signed(UUID id) throws Exception {
        String jws = receipt(person, id, JOSE).asString();
        String keys = given().get("/v1/receipt-keys").asString();
        assertThat(ReceiptKeysTest.isSigned(jws, keys)).isTrue();
        return json(Base64.getUrlDecoder().decode(jws.split("\\.")[1]));
    }

    private List<String> texts(UUID id) {
        Response answer = receipt(person, id, PDF);
        assertThat(answer.statusCode()).isEqualTo(200);
        return PdfProbe.texts(answer.asByteArray());
    }

    @Test
    @DisplayName("R6 After each change all forms say the same new state")
    void allFormsFollowEachChange() throws Exception {
        UUID id = agency.asks(caseReference, "phone", "family_name");
        person.approve(id, List.of("phone"), List.of()).then().statusCode(200);

        JsonNode given = json(id, LD);
        assertThat(events(given)).containsExactly("dpv:ConsentRequested", "dpv:ConsentGiven");
        assertThat(given.at("/dpv:hasRecordOfActivity/dpv:hasNotice/dct:identifier").asText())
                .isEqualTo("sha256:" + person.consentRecord(id).path("notice.hash"));
        assertThat(given.at("/dpv:hasRecordOfActivity/dpv:hasNotice/schema:text/@value").asText())
                .isEqualTo(person.consentRecord(id).path("notice.text"));
        assertThat(given.at("/dct:language").asText()).as("the language in which the person decided").isEqualTo("de");
        JsonNode fhir = json(id, FHIR);
        assertThat(fhir.path("status").asText()).isEqualTo("active");
        assertThat(FhirR4.faults(fhir.toString())).isEmpty();
        assertThat(fhir.at("/provision/provision/0/code").findValuesAsText("code")).containsExactly("phone");
        assertThat(fhir.at("/provision/provision/1/code").findValuesAsText("code")).containsExactly("family_name");
        assertThat(signed(id).path("dpv:hasIdentifier")).isEqualTo(given.path("dpv:hasIdentifier"));
        assertThat(fhir.path("id")).isEqualTo(given.path("dpv:hasIdentifier"));

        assertThat(texts(id)).contains("Erlaubt", given.path("dpv:hasIdentifier").asText())
                .doesNotContain("Zurückgenommen");

        person.withdraw(id).then().statusCode(Matchers.oneOf(200, 202));

        assertThat(events(json(id, LD))).endsWith("dpv:ConsentWithdrawn");
        assertThat(json(id, FHIR).path("status").asText()).isEqualTo("inactive");
        assertThat(events(signed(id))).endsWith("dpv:ConsentWithdrawn");
        assertThat(texts(id)).contains("Zurückgenommen").doesNotContain("Erlaubt");
        assertThat(json(id, LD).path("dpv:hasIdentifier")).isNotEqualTo(given.path("dpv:hasIdentifier"));
        FhirR4.forget();
    }

    @Test
    @DisplayName("R9 R6 Which source was released, when, and until when, all forms say alike; each change gives another id")
    void allFormsTellOfReleases() throws Exception {
        AgencyActor.underSecrecy().linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        UUID id = agency.asks(caseReference, "phone");
        person.approve(id).then().statusCode(200);
        String before = json(id, LD).path("dpv:hasIdentifier").asText();
        assertThat(json(id, LD).toString() + json(id, FHIR) + texts(id)).doesNotContain("psz-test", "Schweigepflicht");

        person.release(id, "psz-test").then().statusCode(201);

        Instant released = Instant.parse(person.secrecyReleases(id).path("secrecyReleases[0].releasedAt"));
        String given = json(id, LD).path("dpv:hasIdentifier").asText();
        assertThat(given).isNotEqualTo(before);
        for (JsonNode receipt : List.of(json(id, LD), signed(id))) {
            JsonNode release = receipt.at("/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0");
            assertThat(release.at("/dpv:hasDataSource/dpv:hasName").asText()).isEqualTo("Stelle psz-test");
            assertThat(release.path("dpv:hasConsentStatus").findValuesAsText("@type")).contains("dpv:ConsentGiven");
            assertThat(release.at("/dpv:hasConsentStatus/0/dpv:isIndicatedAtTime/@value").asText())
                    .isEqualTo(released.toString());
        }
        JsonNode fhir = json(id, FHIR);
        assertThat(FhirR4.faults(fhir.toString())).isEmpty();
        assertThat(fhir.path("id").asText()).isEqualTo(given);
        assertThat(fhir.at("/provision/provision/1/actor/1/reference/identifier/value").asText()).isEqualTo("psz-test");
        assertThat(fhir.at("/provision/provision/1/period/start").asText()).isEqualTo(released.toString());
        assertThat(texts(id)).contains(given, "Schweigepflicht", "Stelle psz-test", "Von der Schweigepflicht entbunden")
                .doesNotContain("Zurückgenommen");

        person.withdrawRelease(id, "psz-test").then().statusCode(Matchers.oneOf(200, 202));

        for (JsonNode receipt : List.of(json(id, LD), signed(id))) {
            assertThat(receipt.path("dpv:hasIdentifier").asText()).isNotIn(before, given);
            assertThat(events(receipt)).endsWith("dpv:ConsentGiven");
            assertThat(receipt
                    .at("/dpv:hasRecordOfActivity/dpv:hasProcess/0/dpv:hasPermission/0/dpv:hasConsentStatus/1/@type")
                    .asText()).isEqualTo("dpv:ConsentWithdrawn");
        }
        assertThat(Instant.parse(json(id, FHIR).at("/provision/provision/1/period/end").asText()))
                .isBeforeOrEqualTo(Instant.now());
        assertThat(json(id, FHIR).at("/text/div").asText()).contains("Stelle psz-test: ConsentWithdrawn");
        assertThat(texts(id)).contains("Zurückgenommen", "Erlaubt");

        person.release(id, "psz-test").then().statusCode(201);
        person.withdraw(id).then().statusCode(Matchers.oneOf(200, 202));

        JsonNode ended = json(id, LD).path("dpv:hasRecordOfActivity");
        assertThat(ended.at("/dpv:hasProcess/0/dpv:hasPermission")).hasSize(2);
        assertThat(ended.at("/dpv:hasProcess/0/dpv:hasPermission/1/dpv:hasConsentStatus/1/dpv:isIndicatedAtTime"))
                .isEqualTo(ended.at("/dpv:hasConsentStatus/2/dpv:isIndicatedAtTime"));
        assertThat(json(id, FHIR).at("/provision/provision/2/period/end"))
                .isEqualTo(json(id, FHIR).at("/provision/provision/0/period/end"));
        FhirR4.forget();
    }

    @Test
    @DisplayName("A refusal has one, too; a consent that a later one replaced names it")
    void refusedAndReplaced() {
        UUID refused = agency.asks(caseReference, "email");
        person.refuse(refused).then().statusCode(200);
        UUID former = agency.asks(caseReference, "phone");
        person.approve(former).then().statusCode(200);
        UUID later = agency.asks(caseReference, "family_name");
        person.approve(later).then().statusCode(Matchers.oneOf(200, 202));

        assertThat(events(json(refused, LD))).containsExactly("dpv:ConsentRequested", "dpv:ConsentRefused");
        assertThat(json(refused, FHIR).path("status").asText()).isEqualTo("rejected");
        assertThat(events(json(former, LD))).endsWith("dpv:ConsentInvalidated");
        assertThat(json(former, LD).at("/dpv:hasRecordOfActivity/dct:isReplacedBy/@id").asText())
                .isEqualTo("urn:uuid:" + later);
    }

    @Test
    @DisplayName("R6 Nobody but the person gets one: to others it is as if there were no such record, decided or not")
    void onlyThePerson() {
        UUID open = agency.asks(caseReference, "phone");
        UUID decided = agency.asks(caseReference, "family_name");
        person.approve(decided).then().statusCode(200);
        PersonActor other = PersonActor.selfEnrolled();

        for (String form : List.of(LD, FHIR, JOSE, PDF)) {
            Response unknown = receipt(other, UUID.randomUUID(), form);
            assertThat(unknown.statusCode()).isEqualTo(404);
            for (UUID id : List.of(open, decided)) {
                Response answer = receipt(other, id, form);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.asString().replace(id.toString(), ""))
                        .isEqualTo(unknown.asString().replaceAll("[0-9a-f-]{36}", ""));
            }
        }
        assertThat(given().accept(LD).get("/v1/me/consent-records/{id}/receipt", decided).statusCode()).isEqualTo(401);
        assertThat(agency.request().accept(LD).get("/v1/me/consent-records/{id}/receipt", decided).statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("R37, R6 No agency can trace the person by one: it names the case and nothing that another office knows them by")
    void namesThePersonByTheCaseOnly() {
        UUID id = agency.asks(caseReference, "phone");
        person.approve(id).then().statusCode(200);

        for (String form : List.of(LD, FHIR)) {
            assertThat(receipt(person, id, form).asString()).contains(caseReference)
                    .doesNotContain(person.dataSubjectId().toString(), "onsentRevision", person.username());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ar, 200", "'', fa-AF, 200", "'', xx, 422", "'', '', 422", "text/html, de, 406",
            "application/xml, de, 406", "application/*, de, 200", "*/*, de, 200"})
    @DisplayName("It is there in each language of the pages, in its forms and no other")
    void strictDoor(String accept, String language, int status) {
        UUID id = agency.asks(caseReference, "phone");
        person.approve(id).then().statusCode(200);

        Response answer = given().auth().oauth2(person.token()).accept(accept.isEmpty() ? LD : accept)
                .queryParam("language", language).get("/v1/me/consent-records/{id}/receipt", id);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.contentType()).startsWith(LD);
            assertThat(answer.header("Content-Language")).isEqualTo(language.substring(0, 2));
            assertThat(answer.header("Cache-Control")).contains("no-store");
        } else {
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/fhir+json; fhirVersion=4.0                    | application/fhir+json
            application/fhir+json;charset=utf-8                       | application/fhir+json
            application/ld+json;q=0.2, application/jose;q=0.9         | application/jose
            application/ld+json;q=0, application/fhir+json;q=0.1      | application/fhir+json
            """)
    @DisplayName("A form is chosen as the client weighs them, whatever parameters it names")
    void acceptedForm(String accept, String form) {
        UUID id = agency.asks(caseReference, "phone");
        person.approve(id).then().statusCode(200);

        Response answer = receipt(person, id, accept);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(form);
    }

    @Test
    @DisplayName("Of what waits there is none, and a parameter that nobody knows is refused by name")
    void notDecided() {
        UUID open = agency.asks(caseReference, "phone");

        Response answer = receipt(person, open, LD);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.asString()).contains("urn:handschlag:problem:not-decided");
        agency.takesBack(open).then().statusCode(Matchers.oneOf(200, 204));
        assertThat(receipt(person, open, LD).statusCode()).isEqualTo(409);
        assertThat(given().auth().oauth2(person.token()).get("/v1/me/consent-records/{id}/receipt?form=pdf", open)
                .statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("The public keys are for everybody, by the letter, and hold nothing else")
    void publicKeys() {
        Response answer = given().get("/v1/receipt-keys");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/jwk-set+json");
        assertThat(json(answer.asByteArray()).findParents("kty")).hasSize(1)
                .allSatisfy(key -> assertThat(key.has("d")).isFalse());
        assertThat(given().get("/v1/receipt-keys?kid=1").statusCode()).isEqualTo(422);
        assertThat(given().accept("text/html").get("/v1/receipt-keys").statusCode()).isEqualTo(406);
        assertThat(given().post("/v1/receipt-keys").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"de, Beleg über Ihre Entscheidung (PDF)", "ar, إيصال بقرارك (PDF)"})
    @DisplayName("R6 The page of a decision leads to its receipt; that of a request that waits does not")
    void pageLeadsToIt(String language, String link) {
        UUID id = agency.asks(caseReference, "phone");
        PersonBrowser browser = PersonBrowser.of(person, service.getPort()).reading(language);
        assertThat(browser.open("/app/consents/" + id).select("a[href$=/receipt/pdf]")).isEmpty();
        person.approve(id).then().statusCode(200);

        Element found = browser.open("/app/consents/" + id).select("a[href$=/receipt/pdf]").first();

        assertThat(found).isNotNull();
        assertThat(found.text()).isEqualTo(link);
        WireRequest.Answer pdf = browser.look(found.attr("href"));
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(pdf.header("Content-Language")).isEqualTo(language);
        assertThat(pdf.body()).startsWith("%PDF-1.").contains("/Lang (" + language + ")");
    }

    @Test
    @DisplayName("The person's browser gets them in the language of the page; another person's does not")
    void inTheBrowser() {
        UUID id = agency.asks(caseReference, "phone");
        person.approve(id).then().statusCode(200);
        PersonBrowser browser = PersonBrowser.of(person, service.getPort()).reading("ar");

        WireRequest.Answer answer = browser.look("/app/consents/" + id + "/receipt/jsonld");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer.body().getBytes(StandardCharsets.UTF_8)).at("/dct:language").asText()).isEqualTo("ar");
        assertThat(browser.look("/app/consents/" + id + "/receipt/fhir").status()).isEqualTo(200);
        assertThat(browser.look("/app/consents/" + id + "/receipt/jws").status()).isEqualTo(200);
        PersonBrowser other = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        assertThat(other.look("/app/consents/" + id + "/receipt/jsonld").status()).isEqualTo(404);
    }
}
