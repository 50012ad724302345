package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import de.handschlag.event.GoldenSample;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.MalformedException;

/** The verifier reads events without the contract's code; so a new type has to be told to it, and this says so. */
@DisplayName("G4 The verifier understands every event that the log takes")
class VerifierKnowsEveryEventTest {

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream().filter(sample -> sample.type().isLogged());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void goldenSample(GoldenSample sample) throws MalformedException {
        byte[] payload = ("{\"data\":" + sample.json() + ",\"id\":\"6f1d3a52-8c4e-4f0b-9a57-2d1f0e6b7c31\",\"source\":"
                + "\"/test\",\"time\":\"2026-11-23T10:00:00Z\",\"type\":\"" + sample.type().typeName() + "\"}")
                .getBytes(StandardCharsets.UTF_8);

        Optional<LoggedEvent> event = LoggedEvent.of(JsonObject.parse(payload, 0, payload.length));

        assertThat(event).as("add it to log-verifier's LoggedEvent and say how it is judged").isPresent();
    }
}
