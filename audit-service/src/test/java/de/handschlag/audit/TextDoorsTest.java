package de.handschlag.audit;

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
    private static final String SOMETHING = UUID.randomUUID().toString();

    private static TextDoor door(String path, String body, String member) {
        return new TextDoor("POST", path, body, member, tokens::dpo);
    }

    @Override
    protected Stream<TextDoor> ofSeveralLines() {
        return Stream.of(door("/v1/legal-holds", "{\"agencyId\":\"jobcenter\",\"reason\":\"%s\"}", "reason"),
                door("/v1/legal-holds/" + SOMETHING + "/release", "{\"reason\":\"%s\"}", "reason"),
                door("/v1/person-reports/" + SOMETHING + "/staff-named",
                        "{\"queryPurpose\":\"complaint\",\"reason\":\"%s\"}", "reason"));
    }

    private static TextDoor nameOfSearch() {
        return door("/v1/saved-searches", "{\"name\":\"%s\",\"shared\":false,\"queryPurpose\":\"routine-control\","
                + "\"filter\":{\"decision\":\"denied\"}}", "name");
    }

    @Override
    protected Stream<TextDoor> ofOneLine() {
        return Stream
                .concat(Stream.of(nameOfSearch()),
                        Stream.of("agencyId", "purpose",
                                "decision").map(
                                        member -> door("/v1/saved-searches",
                                                "{\"name\":\"n\",\"shared\":false,\"queryPurpose\":\"incident\","
                                                        + "\"filter\":{\"" + member + "\":\"%s\"}}",
                                                "filter." + member)));
    }

    @Override
    protected Stream<TextDoor> ofWords() {
        return Stream.concat(ofSeveralLines(), Stream.of(nameOfSearch()));
    }
}
