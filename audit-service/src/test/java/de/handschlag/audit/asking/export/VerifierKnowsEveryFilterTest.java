package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.ReadOutcome;
import de.handschlag.verifier.FilterCheck;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;

/** The verifier reads a stated filter without our code; so a new part of it has to be told to it, and this says so. */
@DisplayName("G4 The verifier understands every filter that an export can state")
class VerifierKnowsEveryFilterTest {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @EnumSource
    void everyPartOfIt(ReadOutcome decision) throws JsonProcessingException, MalformedException {
        Map<String, String> stated = new LogFilter(UUID.randomUUID(), "jobcenter", "A-1", "housing", "e-1", decision,
                "de.handschlag.data.disclosed.v1", TIME, TIME.plusSeconds(1), "phone").asMap();
        byte[] json = new ObjectMapper().writeValueAsString(stated).getBytes(StandardCharsets.UTF_8);
        JsonObject filter = JsonObject.parse(json, 0, json.length);

        assertThat(stated).as("a part that asMap leaves out narrows in secret")
                .hasSize(LogFilter.class.getRecordComponents().length);
        assertThatCode(() -> new FilterCheck(filter))
                .as("add it to log-verifier's FilterCheck and say what it excludes").doesNotThrowAnyException();
    }
}
