package de.handschlag.consent.actor;

import static io.restassured.RestAssured.given;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

/** A person with a login of their own, of the municipality or of the second issuer, which proofs who somebody is. */
public record PersonActor(String name, TestIdentities issuer) {

    /** Of a special category, among what tests ask for. */
    private static final Set<String> SPECIAL = Set.of("accessibility_need", "counselling_contact");

    /** A login that belongs to nobody yet. */
    public static PersonActor unbound() {
        return new PersonActor(UUID.randomUUID().toString(), TestIdentities.handschlag());
    }

    /** The same, and its issuer has proofed whose it is. */
    public static PersonActor proofed() {
        return new PersonActor(UUID.randomUUID().toString(), TestIdentities.partner());
    }

    /** Somebody who got a code at the agency's counter and bound a login with it that decides everything (R35). */
    public static PersonActor of(AgencyActor agency, String caseReference) {
        PersonActor person = proofed();
        person.bind(agency.bindingCode(caseReference)).then().statusCode(201);
        return person;
    }

    /** The same with a login that nobody but the agency has confirmed. */
    public static PersonActor unconfirmed(AgencyActor agency, String caseReference) {
        PersonActor person = unbound();
        person.bind(agency.bindingCode(caseReference)).then().statusCode(201);
        return person;
    }

    /** Somebody who enrolled without any agency. */
    public static PersonActor selfEnrolled() {
        PersonActor person = unbound();
        person.enrol().then().statusCode(201);
        return person;
    }

    public RequestSpecification request() {
        return given().auth().oauth2(token()).contentType(ContentType.JSON);
    }

    public String token() {
        return issuer.dataSubject(name);
    }

    /** What this person types to log in. */
    public String username() {
        return issuer.dataSubjectLogin(name).getKey();
    }

    public String password() {
        return issuer.dataSubjectLogin(name).getValue();
    }

    public Response enrol() {
        return request().post("/v1/me");
    }

    public Response bind(String code) {
        return request().body(Map.of("code", code)).post("/v1/me/login-bindings");
    }

    /** The logins that this one sees. */
    public Response loginBindings() {
        return request().get("/v1/me/login-bindings");
    }

    /** Id of the binding of this login. */
    public UUID loginBindingId() {
        return UUID.fromString(Json.of(loginBindings().then().statusCode(200).extract().response())
                .path("loginBindings").valueStream().filter(login -> login.path("current").asBoolean()).findFirst()
                .orElseThrow().path("loginBindingId").asText());
    }

    public Response confirm(UUID loginBindingId) {
        return request().post("/v1/me/login-bindings/{id}/confirmation", loginBindingId);
    }

    public Response refuseLogin(UUID loginBindingId) {
        return request().post("/v1/me/login-bindings/{id}/refusal", loginBindingId);
    }

    public Response proof(UUID loginBindingId) {
        return request().post("/v1/me/login-bindings/{id}/proofing", loginBindingId);
    }

    public Response endLogin(UUID loginBindingId) {
        return request().delete("/v1/me/login-bindings/{id}", loginBindingId);
    }

    /** How this person is told that there is something new. */
    public Response notifications() {
        return request().get("/v1/me/notifications");
    }

    public Response entersAddress(String address, boolean namesOffices) {
        return request().body(Map.of("address", address, "language", "de", "namesOffices", namesOffices))
                .put("/v1/me/notifications");
    }

    public Response confirmsAddress(String code) {
        return request().body(Map.of("code", code)).post("/v1/me/notifications/confirmation");
    }

    public Response wantsNoMessages() {
        return request().delete("/v1/me/notifications");
    }

    public Response erase() {
        return request().delete("/v1/me");
    }

    public UUID dataSubjectId() {
        return UUID.fromString(me().path("dataSubjectId").asText());
    }

    public int consentRevision() {
        return me().path("consentRevision").asInt();
    }

    private JsonNode me() {
        return Json.of(request().get("/v1/me").then().statusCode(200).extract().response());
    }

    public String linkCode() {
        return Json.of(request().post("/v1/me/link-codes").then().statusCode(201).extract().response()).path("code")
                .asText();
    }

    public Response consentRecord(UUID id) {
        return request().get("/v1/me/consent-records/{id}", id);
    }

    public String status(UUID id) {
        return Json.of(consentRecord(id).then().statusCode(200).extract().response()).path("status").asText();
    }

    /** Hash of the notice in German, as the person reads it now. */
    public String noticeHash(UUID id) {
        return Json.of(request().queryParam("language", "de").get("/v1/me/consent-records/{id}", id).then()
                .statusCode(200).extract().response()).at("/notice/hash").asText();
    }

    /** Approves all that was asked for and needs no step of its own. */
    public Response approve(UUID id) {
        return approve(id, Map.of());
    }

    /** Approves with more or other members than language and hash. */
    public Response approve(UUID id, Map<String, Object> members) {
        Map<String, Object> body = new HashMap<>(Map.of("language", "de"));
        body.putAll(members);
        if (!body.containsKey("attributes")) {
            JsonNode asked = Json.of(consentRecord(id)).path("requestedAttributes");
            body.put("attributes",
                    asked.isMissingNode()
                            ? List.of("phone")
                            : asked.valueStream().map(JsonNode::asText).filter(key -> !SPECIAL.contains(key)).toList());
        }
        if (!body.containsKey("noticeHash")) {
            body.put("noticeHash", noticeHash(id));
        }
        return request().body(body).post("/v1/me/consent-records/{id}/approval", id);
    }

    public Response approve(UUID id, List<String> attributes, List<String> explicitAttributes) {
        return approve(id, Map.of("attributes", attributes, "explicitAttributes", explicitAttributes));
    }

    /** Says that a consent which an office recorded was theirs. */
    public Response saysYes(UUID id) {
        return given().auth().oauth2(token()).noContentType().post("/v1/me/consent-records/{id}/confirmation", id);
    }

    /** Says that it was not. */
    public Response saysNo(UUID id) {
        return given().auth().oauth2(token()).noContentType().post("/v1/me/consent-records/{id}/contestation", id);
    }

    /** As simply as HTTP allows: no body, and so no type of one. */
    public Response refuse(UUID id) {
        return given().auth().oauth2(token()).noContentType().post("/v1/me/consent-records/{id}/refusal", id);
    }

    /** Sources under secrecy beside a consent, with their notices in German. */
    public Response secrecyReleases(UUID id) {
        return request().queryParam("language", "de").get("/v1/me/consent-records/{id}/secrecy-releases", id);
    }

    /** Hash of the notice in German about the release of a source, as the person reads it now. */
    public String releaseHash(UUID id, String sourceAgencyId) {
        String hash = secrecyReleases(id).then().statusCode(200).extract()
                .path("secrecyReleases.find { it.sourceAgencyId == '" + sourceAgencyId + "' }.notice.hash");
        return hash == null ? "0".repeat(64) : hash;
    }

    /** Reads the notice and releases the source from secrecy. */
    public Response release(UUID id, String sourceAgencyId) {
        return release(id, sourceAgencyId, "de", releaseHash(id, sourceAgencyId));
    }

    public Response release(UUID id, String sourceAgencyId, String language, String noticeHash) {
        return request().body(Map.of("sourceAgencyId", sourceAgencyId, "language", language, "noticeHash", noticeHash))
                .post("/v1/me/consent-records/{id}/secrecy-releases", id);
    }

    public Response withdrawRelease(UUID id, String sourceAgencyId) {
        return request().post("/v1/me/consent-records/{id}/secrecy-releases/{source}/withdrawal", id, sourceAgencyId);
    }

    public Response withdraw(UUID id) {
        return request().post("/v1/me/consent-records/{id}/withdrawal", id);
    }
}
