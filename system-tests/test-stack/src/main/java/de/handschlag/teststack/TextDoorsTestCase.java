package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.response.Response;

/** The rule for texts (ADR 47) at every member at which a text comes in; the same in every service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TextDoorsTestCase {

    /** Where one line is meant. */
    protected abstract Stream<TextDoor> ofOneLine();

    /** Where several lines are taken. */
    protected abstract Stream<TextDoor> ofSeveralLines();

    /** Where something has to be said: reasons, norms, names. */
    protected abstract Stream<TextDoor> ofWords();

    private static Stream<Arguments> each(Stream<TextDoor> doors, Stream<String> texts) {
        List<String> all = texts.toList();
        return doors.flatMap(door -> all.stream().map(text -> Arguments.of(door, text)));
    }

    Stream<Arguments> refused() {
        return each(Stream.concat(ofOneLine(), ofSeveralLines()), TextsOfStrangers.refused());
    }

    Stream<Arguments> severalLines() {
        return each(ofOneLine(), TextsOfStrangers.severalLines());
    }

    Stream<Arguments> wordless() {
        return each(ofWords(), TextsOfStrangers.wordless());
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("422 that names the member, never the text, for what cannot be stored, seen or trusted")
    void brokenOrUnseenTextIsRefused(TextDoor door, String text) {
        isRefused(door, text);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("422 for line breaks where one line is meant")
    void severalLines(TextDoor door, String text) {
        isRefused(door, text);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("422 for a text without words where something has to be said")
    void wordless(TextDoor door, String text) {
        isRefused(door, text);
    }

    private static void isRefused(TextDoor door, String text) {
        Response answer = door.send(text);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = Json.of(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:handschlag:problem:invalid-request");
        assertThat(problem.path("violations")).hasSize(1).first().satisfies(violation -> {
            assertThat(violation.path("field").asText()).isEqualTo(door.member());
            assertThat(violation.path("in").asText()).isEqualTo("body");
        });
        assertThat(answer.asString()).doesNotContain("Kerze", "Docht", "rze");
    }
}
