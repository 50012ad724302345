package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Golden samples are what producers write and consumers understand")
class GoldenSampleTest {

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsUnderstoodAsTheExpectedEvent(GoldenSample sample) {
        assertThat(sample.event()).isEqualTo(SampleEvents.BY_SAMPLE.get(sample.name()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eventIsWrittenAsTheSampleToTheByte(GoldenSample sample) {
        assertThat(EventCodec.encodeData(SampleEvents.BY_SAMPLE.get(sample.name()))).asString(StandardCharsets.UTF_8)
                .isEqualTo(sample.json());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeHasASample(EventType type) {
        assertThat(GoldenSample.of(type)).first().extracting(GoldenSample::name).isEqualTo(type.typeName());
        assertThat(GoldenSample.of(type))
                .allSatisfy(sample -> assertThat(EventType.of(sample.event())).isEqualTo(type));
    }

    @Test
    void filesAndExpectedEventsAndSamplesAreTheSame() throws IOException {
        assertThat(samples().map(GoldenSample::name))
                .containsExactlyInAnyOrderElementsOf(SampleEvents.BY_SAMPLE.keySet());
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/de/handschlag/event/samples"))) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
                    .containsExactlyInAnyOrderElementsOf(SampleEvents.BY_SAMPLE.keySet());
        }
    }

    @Test
    void sampleIsFoundByItsName() {
        assertThat(GoldenSample.named("de.handschlag.heartbeat.v1").json())
                .isEqualTo("{\"partition\":5,\"publishedBefore\":\"2026-11-23T06:30:00.000001Z\"}");
        assertThatThrownBy(() -> GoldenSample.named("de.handschlag.heartbeat.v0"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("no golden sample de.handschlag.heartbeat.v0");
    }
}
