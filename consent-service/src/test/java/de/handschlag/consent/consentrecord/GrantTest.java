package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkiverse.resteasy.problem.HttpProblem;

@DisplayName("What a person grants of a request")
class GrantTest {

    private static final List<String> REQUESTED = List.of("phone", "email", "health-needs");
    private static final Set<String> SPECIAL = Set.of("health-needs");

    @Test
    @DisplayName("R2 an approval that names nothing grants nothing")
    void nothingIsNamed() {
        assertThatThrownBy(() -> Grant.of(List.of(), List.of(), REQUESTED, SPECIAL))
                .hasMessageContaining("attributes: an approval grants at least one attribute");
    }

    @Test
    @DisplayName("R5 what is specially protected is granted by its own step")
    void confirmedIsGranted() {
        assertThat(Grant.of(List.of(), List.of("health-needs"), REQUESTED, SPECIAL))
                .isEqualTo(new Grant(List.of("health-needs"), List.of("health-needs")));
        assertThat(Grant.of(List.of("phone"), List.of("health-needs"), REQUESTED, SPECIAL))
                .isEqualTo(new Grant(List.of("health-needs", "phone"), List.of("health-needs")));
    }

    @Test
    @DisplayName("R5 what is specially protected and named without its own step is a mistake")
    void namedWithoutItsStepIsRefused() {
        assertThatThrownBy(() -> Grant.of(List.of("health-needs"), List.of(), REQUESTED, SPECIAL))
                .satisfies(problem -> assertThat(((HttpProblem) problem).getType())
                        .hasToString("urn:handschlag:problem:explicit-step-missing"));
    }

    @Test
    @DisplayName("What is named twice is refused, and the place is named")
    void nothingIsNamedTwice() {
        assertThatThrownBy(() -> Grant.of(List.of("email", "phone", "email"), List.of(), REQUESTED, SPECIAL))
                .hasMessageContaining("attributes[2]");
        assertThatThrownBy(
                () -> Grant.of(List.of("email"), List.of("health-needs", "health-needs"), REQUESTED, SPECIAL))
                .hasMessageContaining("explicitAttributes[1]");
    }

    @Test
    @DisplayName("R2 what an approval does not name is not granted")
    void onlyWhatIsNamed() {
        assertThat(Grant.of(List.of("email"), List.of(), REQUESTED, SPECIAL))
                .isEqualTo(new Grant(List.of("email"), List.of()));
    }

    @Test
    @DisplayName("R1 a grant covers no more than its request, and at least one attribute")
    void withinTheRequest() {
        assertThatThrownBy(() -> Grant.of(List.of("address"), List.of(), REQUESTED, SPECIAL))
                .hasMessageContaining("attributes: a grant covers no more than was asked for");
        assertThatThrownBy(() -> Grant.of(List.of("phone"), List.of("email"), REQUESTED, SPECIAL))
                .hasMessageContaining("explicitAttributes: only attributes of a special category that were asked for");
        assertThatThrownBy(() -> Grant.of(List.of(), List.of(), List.of("health-needs"), SPECIAL))
                .hasMessageContaining("attributes: an approval grants at least one attribute");
    }
}
