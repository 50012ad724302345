package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("R2 What of a request is new to the person")
class AskedBeforeTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final AskingSettings SETTINGS = new AskingSettings() {

        @Override
        public Duration recordedFor() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration contestedFor() {
            return Duration.ofDays(90);
        }

        @Override
        public Duration openFor() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration peace() {
            return Duration.ofDays(90);
        }

        @Override
        public int takenBackAtMost() {
            return 2;
        }

        @Override
        public Duration toldWithin() {
            return Duration.ZERO;
        }
    };

    private final List<ConsentRecord> records = new ArrayList<>();

    private static List<String> keys(@Nullable String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    private ConsentRecord asked(List<String> attributes, Instant at) {
        ConsentRecord record = new ConsentRecord(UUID.randomUUID(),
                new RequestedConsent("office", "mbe", 1, "C-1", "housing", attributes, "Art. 6(1)(a) DSGVO", 6),
                attributes, at, at.plus(SETTINGS.openFor()), Duration.ZERO);
        records.add(record);
        return record;
    }

    private AskedBefore before() {
        return AskedBefore.of(records, 1, SETTINGS, NOW);
    }

    @ParameterizedTest(name = "{2} after {0} and, waiting too, {1}, refused {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -   | - | a b   | -   | a b
            a b | - | a b   | -   | -
            a b | - | a     | -   | -
            a b | - | a c   | -   | c
            a b | - | a b c | -   | a b c
            a   | b | a b   | -   | -
            a   | b | a b c | -   | a b c
            a   | b c | a b d | - | a d
            -   | - | a b   | a   | b
            -   | - | a b   | a b | -
            a   | - | a b   | b   | -
            a   | - | a b c | b   | a c
            """)
    void whatIsNew(@Nullable String waiting, @Nullable String waitingToo, String asked, @Nullable String refused,
            @Nullable String put) {
        for (String text : new @Nullable String[]{waiting, waitingToo}) {
            if (text != null) {
                asked(keys(text), NOW.minus(Duration.ofDays(1)));
            }
        }
        if (refused != null) {
            asked(keys(refused), NOW.minus(Duration.ofDays(40))).refuse(null, UUID.randomUUID(), 2,
                    NOW.minus(Duration.ofDays(20)));
        }

        assertThat(before().newOf(keys(asked))).isEqualTo(keys(put));
    }

    @Test
    @DisplayName("What lapsed, and what was refused longer ago than the peace lasts, is new")
    void whatIsOver() {
        asked(List.of("a"), NOW.minus(Duration.ofDays(30)));
        asked(List.of("b"), NOW.minus(Duration.ofDays(100))).refuse(null, UUID.randomUUID(), 2,
                NOW.minus(Duration.ofDays(90)));

        assertThat(before().newOf(List.of("a", "b"))).containsExactly("a", "b");
    }

    @Test
    @DisplayName("Two requests that were taken back within 30 days are enough; older ones do not count")
    void takenBack() {
        asked(List.of("a"), NOW.minus(Duration.ofDays(31))).takeBack(NOW.minus(Duration.ofDays(30)));
        asked(List.of("a"), NOW.minus(Duration.ofDays(2))).takeBack(NOW.minus(Duration.ofDays(1)));
        assertThat(before().newOf(List.of("a"))).containsExactly("a");

        asked(List.of("a"), NOW.minus(Duration.ofHours(2))).takeBack(NOW.minus(Duration.ofHours(1)));

        assertThat(before().newOf(List.of("a"))).isEmpty();
    }

    @Test
    @DisplayName("Only what is asked for as a whole gives way")
    void whatGivesWay() {
        ConsentRecord one = asked(List.of("a"), NOW);
        asked(List.of("b", "c"), NOW);

        assertThat(before().containedIn(List.of("a", "b"))).containsExactly(one);
    }

    @Test
    @DisplayName("R7 an office that became another recipient asks anew: what its predecessor was refused does not count")
    void anotherRecipient() {
        asked(List.of("a"), NOW.minus(Duration.ofDays(2))).refuse(null, UUID.randomUUID(), 2,
                NOW.minus(Duration.ofDays(1)));

        assertThat(before().newOf(List.of("a"))).isEmpty();
        assertThat(AskedBefore.of(records, 2, SETTINGS, NOW).newOf(List.of("a"))).containsExactly("a");
    }
}
