package de.handschlag.consent.actor;

import static io.restassured.RestAssured.given;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.Json;

/** Somebody who acts for others with the login of a person (R11). */
public record GuardianActor(PersonActor login) {

    /** With a login that belongs to nobody and acts for nobody. */
    public static GuardianActor unbound() {
        return new GuardianActor(PersonActor.unbound());
    }

    /** Mother or father of who was born then, by an agency's code. */
    public static GuardianActor parent(AgencyActor agency, String caseReference, LocalDate birthDate) {
        GuardianActor parent = unbound();
        parent.enters(code(agency, caseReference, birthDate)).then().statusCode(201);
        return parent;
    }

    /** An agency's employee makes a code for a parent. */
    public static String code(AgencyActor agency, String caseReference, LocalDate birthDate) {
        return Json.text(wantsCode(agency, caseReference, "PARENT", "BIRTH_CERTIFICATE", birthDate), "code");
    }

    public static Response wantsCode(AgencyActor agency, String caseReference, String kind, String proof,
            @Nullable LocalDate birthDate) {
        Map<String, Object> body = new HashMap<>(Map.of("kind", kind, "proof", proof));
        if (birthDate != null) {
            body.put("birthDate", birthDate.toString());
        }
        return given().auth().oauth2(agency.staff()).contentType(ContentType.JSON).body(body)
                .post("/v1/cases/{case}/guardian-codes", caseReference);
    }

    public Response enters(String code) {
        return login.request().body(Map.of("code", code)).post("/v1/me/children");
    }

    public Response children() {
        return login.request().get("/v1/me/children");
    }

    /** The only one for whom this login acts or waits to. */
    public UUID child() {
        return UUID.fromString(children().then().statusCode(200).extract().path("children[0].loginBindingId"));
    }

    /** For the only child. */
    public RequestSpecification acting() {
        return acting(child());
    }

    public RequestSpecification acting(UUID binding) {
        return login.request().header("Acting-For", binding);
    }

    public Response record(UUID id) {
        return acting().queryParam("language", "de").get("/v1/me/consent-records/{id}", id);
    }

    public Response approves(UUID id, String... attributes) {
        return grants(child(), id, attributes);
    }

    /** For one of several children. */
    public Response grants(UUID binding, UUID id, String... attributes) {
        String hash = acting(binding).queryParam("language", "de").get("/v1/me/consent-records/{id}", id).then()
                .statusCode(200).extract().path("notice.hash");
        return acting(binding).body(Map.of("language", "de", "noticeHash", hash, "attributes", List.of(attributes)))
                .post("/v1/me/consent-records/{id}/approval", id);
    }

    public Response ends(UUID binding) {
        return login.request().delete("/v1/me/children/{id}", binding);
    }
}
