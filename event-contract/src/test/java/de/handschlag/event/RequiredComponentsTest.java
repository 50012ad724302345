package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("RequiredComponents of what came from a topic")
class RequiredComponentsTest {

    record Inner(String word, @Nullable String remark) {}

    record Outer(Inner inner, @Nullable Inner optionalInner) {}

    static Stream<Event> events() {
        return SampleEvents.BY_SAMPLE.values().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everySampleIsComplete(Event event) {
        assertThatCode(() -> RequiredComponents.require(event, "e")).doesNotThrowAnyException();
    }

    @Test
    void missingComponentIsNamed() {
        assertMissing(new Outer(null, null), "missing o.inner");
    }

    @Test
    void missingComponentOfAComponentIsNamed() {
        assertMissing(new Outer(new Inner(null, null), null), "missing o.inner.word");
    }

    @Test
    void optionalComponentThatIsThereIsCompleteItself() {
        assertMissing(new Outer(new Inner("w", null), new Inner(null, "r")), "missing o.optionalInner.word");
    }

    @Test
    void optionalComponentMayBeMissing() {
        assertThatCode(() -> RequiredComponents.require(new Outer(new Inner("w", null), null), "o"))
                .doesNotThrowAnyException();
    }

    @Test
    void nothingAtAllIsNotComplete() {
        assertMissing(null, "missing o");
    }

    private static void assertMissing(@Nullable Object value, String message) {
        assertThatThrownBy(() -> RequiredComponents.require(value, "o"))
                .isInstanceOf(UnintelligibleEventException.class).hasMessage(message);
    }
}
