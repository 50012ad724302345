package de.handschlag.securitylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.edge.operation.KnownMethods;

@DisplayName("The log of refused calls")
class RefusedCallsTest {

    private static final RefusedCall FORBIDDEN = new RefusedCall(403, "GET /v1/cases/{caseReference}/view",
            "http://idp/realms/r", "agency-jobcenter");
    private static final RefusedCall WITHOUT_TOKEN = new RefusedCall(401, "POST /v1/views", "-", "-");

    @Test
    @DisplayName("has a line for the first calls of a minute and kind, and the rest as one count at its end")
    void floodIsOneLine() {
        RefusedCalls calls = new RefusedCalls(2);

        assertThat(calls.add(FORBIDDEN)).isTrue();
        assertThat(calls.add(FORBIDDEN)).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(calls.add(FORBIDDEN)).isFalse();
        }
        assertThat(calls.add(WITHOUT_TOKEN)).as("another kind has lines of its own").isTrue();

        assertThat(calls.rest()).containsOnlyKeys(FORBIDDEN).containsEntry(FORBIDDEN, 1000L);
        assertThat(calls.rest()).as("told once").isEmpty();
        assertThat(calls.add(FORBIDDEN)).as("in the next minute").isTrue();
    }

    @Test
    @DisplayName("does not grow with what attackers think of: lines and kinds of a minute are bounded, the rest is counted together")
    void kindsAreBounded() {
        RefusedCalls calls = new RefusedCalls(1);
        int lines = 0;
        for (int i = 0; i < 100_000; i++) {
            lines += calls.add(new RefusedCall(403, "GET /v1/views", "i", "client-" + i)) ? 1 : 0;
        }

        assertThat(lines).as("lines at once").isEqualTo(300);
        Map<RefusedCall, Long> rest = calls.rest();
        assertThat(rest).as("lines at the end of the minute").hasSize(701);
        assertThat(rest.values().stream().mapToLong(Long::longValue).sum()).as("none is left out").isEqualTo(99_700);
        assertThat(calls.add(FORBIDDEN)).as("in the next minute").isTrue();
    }

    @Test
    @DisplayName("names no method that a client made up")
    void methodsAreKnown() {
        assertThat(KnownMethods.nameOf("DELETE")).isEqualTo("DELETE");
        assertThat(List.of("ZZ0001", "GETGET", "get", "T-4711", "X".repeat(3_000), "TRACE"))
                .extracting(KnownMethods::nameOf).containsOnly("OTHER");
    }

    @Test
    @DisplayName("is one line per entry, whatever an identity provider calls its client")
    void lineHasNoOtherLine() {
        RefusedCall odd = new RefusedCall(403, "GET /v1/views", "http://idp", "a\n2026 ERROR \"forged\"");

        assertThat(odd.line(3)).isEqualTo(
                "refused status=403 operation=\"GET /v1/views\" issuer=http://idp client=a?2026?ERROR??forged? count=3");
    }
}
