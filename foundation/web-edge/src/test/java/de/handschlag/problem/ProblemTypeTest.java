package de.handschlag.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;

class ProblemTypeTest {

    @Test
    void occurrenceCarriesTypeTitlesAndNextStep() {
        HttpProblem problem = ProblemType.CONFLICT.because("The consent record is withdrawn already.");

        assertThat(problem.getType()).hasToString("urn:handschlag:problem:conflict");
        assertThat(problem.getStatusCode()).isEqualTo(409);
        assertThat(problem.getParameters()).containsEntry("titleDe", "Der Zustand lässt das nicht zu")
                .containsEntry("nextStep", "Read the current state and decide again.");
    }

    @Test
    void problemOfTheFrameworkGetsTypeAndLosesDetailOfFailures() {
        HttpProblem framework = HttpProblem.builder().withStatus(500).withDetail("secret").build();

        HttpProblem shown = new ProblemDefaults().apply(framework,
                ProblemContext.of(new IllegalStateException("secret"), "/v1/cases"));

        assertThat(shown.getType()).hasToString("urn:handschlag:problem:internal-error");
        assertThat(shown.getDetail()).isNull();
    }

    @Test
    void problemWithItsOwnTypeStaysAsItIs() {
        HttpProblem own = ProblemType.FORBIDDEN.because("no");

        assertThat(new ProblemDefaults().apply(own, null)).isSameAs(own);
    }

    @Test
    void retryAfterIsInSeconds() {
        assertThat(ProblemType.UNAVAILABLE.retryAfter(2, "stale").getHeaders()).containsEntry("Retry-After", 2L);
    }
}
