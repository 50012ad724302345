package de.handschlag.registry.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkiverse.resteasy.problem.HttpProblem;

class FreshnessTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Freshness freshness = new Freshness(settings(Duration.ofSeconds(2), Duration.ofMillis(100)));

    private static FreshnessSettings settings(Duration bound, Duration skew) {
        return new FreshnessSettings() {
            @Override
            public Duration bound() {
                return bound;
            }

            @Override
            public Duration clockSkew() {
                return skew;
            }
        };
    }

    @Test
    @DisplayName("G2 what is left is the bound less the age and the skew allowed for")
    void remainingIsBoundLessAgeAndSkew() {
        assertThat(freshness.remaining(NOW.minusMillis(300), NOW)).isEqualTo(Duration.ofMillis(1600));
    }

    @Test
    @DisplayName("G2 at the bound, and without any proof, nothing is answered")
    void tooOldOrUnknownIsRefused() {
        assertThat(freshness.remaining(NOW.minusMillis(1899), NOW)).isEqualTo(Duration.ofMillis(1));
        assertStale(NOW.minusMillis(1900));
        assertStale(null);
    }

    @Test
    @DisplayName("G2 a proof from the future means that the clocks disagree: refused, not fresh for ever")
    void proofFromTheFutureIsRefused() {
        assertThat(freshness.remaining(NOW.plusMillis(100), NOW)).isEqualTo(Duration.ofSeconds(2));
        assertStale(NOW.plusMillis(101));
    }

    private void assertStale(Instant publishedBefore) {
        assertThatThrownBy(() -> freshness.remaining(publishedBefore, NOW)).isInstanceOfSatisfying(HttpProblem.class,
                problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(503);
                    assertThat(problem.getType()).hasToString("urn:handschlag:problem:not-fresh");
                    assertThat(problem.getHeaders()).containsKey("Retry-After");
                });
    }

    @Test
    void boundMustBeLongerThanTheSkew() {
        assertThatThrownBy(() -> new Freshness(settings(Duration.ofMillis(100), Duration.ofMillis(100))))
                .hasMessageContaining("must be longer than the clock skew");
    }
}
