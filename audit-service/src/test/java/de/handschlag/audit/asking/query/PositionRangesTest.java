package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.audit.asking.query.PositionRanges.Days;
import de.handschlag.audit.asking.query.PositionRanges.Range;

@DisplayName("Where in the log a filter can find something")
class PositionRangesTest {

    private static final Instant TIME = Instant.parse("2026-11-28T10:00:00Z");
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);

    private static LogFilter filter(@Nullable UUID person, @Nullable String agency, @Nullable String caseReference,
            @Nullable String purpose, @Nullable ReadOutcome decision, @Nullable Instant from) {
        return new LogFilter(person, agency, caseReference, purpose, "e-1", decision, null, from, null);
    }

    @Test
    @DisplayName("A time narrows; so do two of agency, purpose and type, which one alone does not")
    void narrow() {
        assertThat(PositionRanges.narrow(filter(null, null, null, null, null, TIME))).isTrue();
        assertThat(PositionRanges.narrow(filter(null, "jobcenter", null, "housing", null, null))).isTrue();
        assertThat(PositionRanges.narrow(filter(null, "jobcenter", null, null, ReadOutcome.DENIED, null))).isTrue();
        assertThat(PositionRanges.narrow(filter(null, "jobcenter", null, null, null, null))).isFalse();
        assertThat(PositionRanges.narrow(filter(null, null, null, null, null, null))).isFalse();
    }

    @Test
    @DisplayName("A person has few entries, and a case may stand for somebody whose entries are elsewhere: only a time narrows them")
    void personIsNotNarrowedByCounts() {
        UUID person = UUID.randomUUID();
        assertThat(PositionRanges.narrow(filter(person, "jobcenter", null, "housing", null, null))).isFalse();
        assertThat(PositionRanges.narrow(filter(null, "jobcenter", "C-1", "housing", null, null))).isFalse();
        assertThat(PositionRanges.narrow(filter(person, "jobcenter", null, "housing", null, TIME))).isTrue();
    }

    @Test
    @DisplayName("A range has both its ends, in positions and in months")
    void touches() {
        Range range = new Range(10, 20, NOVEMBER.minusMonths(1), NOVEMBER);

        assertThat(range.touches(20, 30)).isTrue();
        assertThat(range.touches(0, 10)).isTrue();
        assertThat(range.touches(12, 13)).isTrue();
        assertThat(range.touches(21, 30)).isFalse();
        assertThat(range.touches(0, 9)).isFalse();
        assertThat(range.touches(NOVEMBER)).isTrue();
        assertThat(range.touches(NOVEMBER.minusMonths(1))).isTrue();
        assertThat(range.touches(NOVEMBER.plusMonths(1))).isFalse();
        assertThat(range.touches(NOVEMBER.minusMonths(2))).isFalse();
        assertThat(Range.EVERYTHING.touches(0, 0)).isTrue();
        assertThat(Range.EVERYTHING.touches(NOVEMBER)).isTrue();
    }

    @Test
    @DisplayName("Days on which they met have gaps if there are fewer of them than from the first to the last")
    void gaps() {
        LocalDate last = LocalDate.of(2026, 11, 28);

        assertThat(new Days(last.minusDays(2), last, 3).haveGaps()).isFalse();
        assertThat(new Days(last.minusDays(2), last, 2).haveGaps()).isTrue();
        assertThat(new Days(last, last, 1).haveGaps()).isFalse();
    }
}
