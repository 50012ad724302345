package de.handschlag.registry;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.teststack.TestStack;
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
        return new TextDoor(method, path, body, member, tokens.caseworker(AGENCY, "case-management", "vital-emergency"));
    }

    private static TextDoor systemsDoor(String method, String path, String body, String member) {
        return new TextDoor(method, path, body, member, tokens.agencySystem(AGENCY, "case-management"));
    }

    private static String emergency(String basis, String more) {
        return "{\"caseReference\":\"T-1\",\"purpose\":\"vital-emergency\",\"basis\":\"" + basis + "\"" + more + "}";
    }

    @Override
    protected Stream<TextDoor> ofSeveralLines() {
        String reason = "The hospital asks for allergies.";
        return Stream
                .of(door("POST", "/v1/emergency-accesses", emergency("§ 34 StGB", ",\"reason\":\"%s\""), "reason"),
                        door("POST", "/v1/emergency-accesses",
                                emergency("§ 34 StGB", ",\"reason\":\"" + reason
                                        + "\",\"deferNotice\":{\"reason\":\"%s\",\"until\":\"2027-01-01T00:00:00Z\"}"),
                                "deferNotice.reason"),
                        door("POST", "/v1/emergency-accesses/" + SOMETHING + "/review",
                                "{\"outcome\":\"JUSTIFIED\",\"comment\":\"%s\"}", "comment"));
    }

    @Override
    protected Stream<TextDoor> ofOneLine() {
        return Stream.of(norm(),
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
        return Stream.concat(ofSeveralLines(), Stream.of(norm()));
    }
}
