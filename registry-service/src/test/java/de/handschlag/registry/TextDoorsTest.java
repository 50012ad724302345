package de.handschlag.registry;

import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TextDoor;
import de.handschlag.teststack.TextDoorsTestCase;

/** The rule for texts (ADR 47) at every door of this service at which a text comes in. */
@QuarkusTest
@DisplayName("Texts that come in")
class TextDoorsTest extends TextDoorsTestCase {

    private static final TestIdentities tokens = TestIdentities.handschlag();
    private static final String AGENCY = "text-doors";
    private static final String SOMETHING = UUID.randomUUID().toString();

    private static TextDoor door(String method, String path, String body, String member) {
        return new TextDoor(method, path, body, member,
                () -> tokens.caseworker(AGENCY, "case-management", "vital-emergency"));
    }

    private static TextDoor systemsDoor(String method, String path, String body, String member) {
        return new TextDoor(method, path, body, member, () -> tokens.agencySystem(AGENCY, "case-management"));
    }

    private static String emergency(String basis, String more) {
        return "{\"caseReference\":\"T-1\",\"purpose\":\"vital-emergency\",\"basis\":\"" + basis + "\"" + more + "}";
    }

    private static String deferral(String fileNumber, String reason) {
        return "{\"caseReference\":\"T-1\",\"purpose\":\"case-management\",\"fileNumber\":\"" + fileNumber
                + "\",\"reason\":\"" + reason + "\",\"until\":\"2027-01-01T00:00:00Z\"}";
    }

    private static TextDoor contested(String members, String member) {
        return new TextDoor("POST", "/v1/my/correction-requests",
                "{\"attribute\":\"phone\",\"source\":\"" + AGENCY + "\"," + members + ",\"restrict\":false}", member,
                () -> tokens.dataSubject("text-doors"));
    }

    @Override
    protected Stream<TextDoor> ofSeveralLines() {
        return Stream.concat(ofReasons(), Stream.of(contested("\"wish\":\"DELETE\",\"words\":\"%s\"", "words")));
    }

    private static Stream<TextDoor> ofReasons() {
        String reason = "The hospital asks for allergies.";
        return Stream
                .of(door("POST", "/v1/emergency-accesses", emergency("§ 34 StGB", ",\"reason\":\"%s\""), "reason"),
                        door("POST", "/v1/emergency-accesses",
                                emergency("§ 34 StGB", ",\"reason\":\"" + reason
                                        + "\",\"deferNotice\":{\"reason\":\"%s\",\"until\":\"2027-01-01T00:00:00Z\"}"),
                                "deferNotice.reason"),
                        door("POST", "/v1/emergency-accesses/" + SOMETHING + "/review",
                                "{\"outcome\":\"JUSTIFIED\",\"comment\":\"%s\"}", "comment"),
                        door("POST", "/v1/notice-deferrals", deferral("JA 1/26", "%s"), "reason"),
                        door("POST", "/v1/notice-deferrals/" + SOMETHING + "/review",
                                "{\"outcome\":\"APPROVED\",\"comment\":\"%s\"}", "comment"));
    }

    @Override
    protected Stream<TextDoor> ofOneLine() {
        return Stream.of(norm(), contested("\"wish\":\"CHANGE\",\"rightValue\":\"%s\"", "rightValue"),
                door("POST", "/v1/notice-deferrals",
                        deferral("%s", "If the parents knew, the child would be in danger."), "fileNumber"),
                door("POST", "/v1/emergency-accesses",
                        emergency("%s", ",\"reason\":\"The hospital asks for allergies.\""), "basis"),
                door("PUT", "/v1/cases/T-1/attributes/phone", "{\"value\":\"%s\",\"asOf\":\"2026-01-01\"}", "value"),
                door("PUT", "/v1/cases/T-1/attributes",
                        "{\"values\":[{\"attribute\":\"phone\",\"value\":\"%s\",\"asOf\":\"2026-01-01\"}]}",
                        "values[0].value"),
                door("POST", "/v1/views", "{\"purpose\":\"case-management\",\"caseReferences\":[\"T-1\",\"%s\"]}",
                        "caseReferences[1]"),
                systemsDoor("PUT", "/v1/webhook", "{\"url\":\"%s\"}", "url"));
    }

    private static TextDoor norm() {
        return systemsDoor("POST", "/v1/obligations/" + SOMETHING + "/answer",
                "{\"outcome\":\"KEPT_BY_NORM\",\"norm\":\"%s\"}", "norm");
    }

    @Override
    protected Stream<TextDoor> ofWords() {
        return Stream.concat(ofReasons(), Stream.of(norm()));
    }
}
