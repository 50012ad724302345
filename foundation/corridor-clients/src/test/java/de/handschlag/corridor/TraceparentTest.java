package de.handschlag.corridor;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

@DisplayName("W3C Trace Context across Kafka")
class TraceparentTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void eventCarriesTheSpanThatCausesItAndContinuesIt() {
        Context parent = Traceparent.parent(TRACEPARENT);

        assertThat(parent).isNotNull();
        assertThat(Traceparent.of(parent)).isEqualTo(TRACEPARENT);
        try (Scope request = parent.makeCurrent()) {
            assertThat(Traceparent.current()).isEqualTo(TRACEPARENT);
        }
        assertThat(Traceparent.current()).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-xyz-b7ad6b7169203331-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-"})
    void whatIsNoTraceContextIsContinuedByNothing(@Nullable String none) {
        assertThat(Traceparent.parent(none)).isNull();
    }
}
