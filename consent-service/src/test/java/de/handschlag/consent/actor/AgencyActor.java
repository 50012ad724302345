package de.handschlag.consent.actor;

import static io.restassured.RestAssured.given;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.config.ConfigProvider;
import org.hamcrest.Matchers;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.sealing.SealingKeys;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

/** An agency's system that talks to the service with a real token. */
public record AgencyActor(String agencyId, String... purposes) {

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();

    /** An agency that is registered under this id. */
    public static AgencyActor registered(String agencyId, String agencyType, String... purposes) {
        return described(agencyId, agencyType, Map.of(), purposes);
    }

    /** The same, in whose description these members differ from what its type has by default. */
    public static AgencyActor described(String agencyId, String agencyType, Map<String, String> differing,
            String... purposes) {
        Map<String, Object> description = new HashMap<>(Map.of("name", "Stelle " + agencyId, "agencyType", agencyType));
        description.putAll(differing);
        description.computeIfPresent("mayInformImmigrationOffice", (_, text) -> Boolean.valueOf((String) text));
        given().auth().oauth2(IDENTITIES.admin()).contentType(ContentType.JSON).body(description)
                .put("/v1/agencies/{agencyId}", agencyId).then().statusCode(Matchers.oneOf(200, 201));
        return new AgencyActor(agencyId, purposes);
    }

    /** A public office that asks for case management (a job centre itself reads that by a statute). */
    public static AgencyActor jobcenter() {
        return registered("jobcenter-test", "kommunales_integrationszentrum", "case-management", "appointments",
                "course-reporting");
    }

    /** Another agency than the job centre. */
    public static AgencyActor counselling() {
        return registered("mbe-test", "mbe", "case-management");
    }

    /** An agency whose staff is under professional secrecy (§ 203(1) StGB). */
    public static AgencyActor underSecrecy() {
        return registered("psz-test", "psz", "case-management");
    }

    /** A part of a legal body, as others may be. */
    public static AgencyActor branchOf(String body, String agencyId, String agencyType, String... purposes) {
        return described(agencyId, agencyType, Map.of("body", body), purposes);
    }

    public RequestSpecification request() {
        return given().auth().oauth2(IDENTITIES.agencySystem(agencyId, purposes)).contentType(ContentType.JSON);
    }

    /** A case reference that nobody has used. */
    public static String newCaseReference() {
        return "T-" + UUID.randomUUID();
    }

    /** Enrols a new person and returns the case reference. */
    public String newCase() {
        String caseReference = newCaseReference();
        createCase(caseReference).then().statusCode(201);
        return caseReference;
    }

    public Response createCase(String caseReference) {
        return request().body(Map.of("caseReference", caseReference)).post("/v1/cases");
    }

    public Response linkCase(String caseReference, String linkCode) {
        return request().body(Map.of("caseReference", caseReference, "linkCode", linkCode)).post("/v1/cases");
    }

    public Response unlinkCase(String caseReference) {
        return request().delete("/v1/cases/{caseReference}", caseReference);
    }

    public String bindingCode(String caseReference) {
        return Json.of(request().post("/v1/cases/{caseReference}/binding-codes", caseReference).then().statusCode(201)
                .extract().response()).path("code").asText();
    }

    public Response requestConsent(String caseReference, String purpose, int months, String... attributes) {
        return request().body(Map.of("caseReference", caseReference, "purpose", purpose, "attributes",
                List.of(attributes), "months", months)).post("/v1/consent-requests");
    }

    /** Asks for a consent to case management and returns the id of the request, which is that of the record. */
    public UUID asks(String caseReference, String... attributes) {
        return UUID.fromString(Json.of(requestConsent(caseReference, "case-management", 6, attributes).then()
                .statusCode(201).extract().response()).path("consentRequestId").asText());
    }

    /** What the answer's header Consent-Revision stands for; only the services can see it. */
    public PersonRevision revisionIn(Response answer, String caseReference) {
        Path keyFile = ConfigProvider.getConfig().getValue("handschlag.revision.key-file", Path.class);
        return new RevisionTokens(SealingKeys.read(keyFile, "revision key"))
                .open(agencyId, caseReference, answer.header("Consent-Revision"), Instant.now()).orElseThrow();
    }

    public Response takesBack(UUID id) {
        return request().delete("/v1/consent-requests/{id}", id);
    }

    /** The token of an employee, who has the agency's purposes. */
    public String staff() {
        return IDENTITIES.caseworker(agencyId, purposes);
    }

    public RequestSpecification staffRequest() {
        return given().auth().oauth2(staff()).contentType(ContentType.JSON);
    }

    /** An employee records that the person withdrew. */
    public Response recordsWithdrawal(UUID id, Map<String, ?> withdrawal) {
        return staffRequest().body(withdrawal).post("/v1/consent-requests/{id}/withdrawal", id);
    }

    /** Another employee of the same agency, with the same purposes. */
    public AgencyActor colleague() {
        String[] more = Arrays.copyOf(purposes, purposes.length + 1);
        more[purposes.length] = "address-change";
        return new AgencyActor(agencyId, more);
    }

    /** The notice to read out, about what was asked for. */
    public Response noticeToRead(UUID id, String language) {
        return staffRequest().queryParam("language", language).get("/v1/consent-requests/{id}/notice", id);
    }

    /** On paper, signed by the person, with the notice in German; differing in these members. */
    public Map<String, Object> approval(UUID id, Map<String, ?> differing, String... attributes) {
        Map<String, Object> approval = new HashMap<>(Map.of("channel", "PAPER", "attributes", List.of(attributes),
                "language", "de", "signedBy", "PERSON", "interpreter", false));
        String language = differing.get("language") instanceof String named ? named : "de";
        approval.put("noticeHash", noticeToRead(id, language).then().statusCode(200).extract().path("notice.hash"));
        approval.putAll(differing);
        return approval;
    }

    /** An employee records that the person said yes. */
    public Response recordsApproval(UUID id, Map<String, ?> approval) {
        return staffRequest().body(approval).post("/v1/consent-requests/{id}/approval", id);
    }

    /** An employee confirms what another one recorded. */
    public Response confirmsApproval(UUID id, String recordedApprovalId) {
        return staffRequest().body(Map.of("recordedApprovalId", recordedApprovalId))
                .post("/v1/consent-requests/{id}/approval/confirmation", id);
    }

    /** One employee records it on paper, another one confirms it. */
    public void givenOnPaper(UUID id, String... attributes) {
        colleague().confirmsApproval(id, recordsApproval(id, approval(id, Map.of(), attributes)).then().statusCode(200)
                .extract().path("recordedApprovalId")).then().statusCode(200);
    }

    public Response consentRequest(UUID id) {
        return request().get("/v1/consent-requests/{id}", id);
    }
}
