package de.handschlag.audit.asking.query;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogCounts.DayCount;
import de.handschlag.audit.chain.log.IndexedText;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;

/** Counts from the sequencer's daily summary, which names no person and no employee; recorded as any question is (R29). */
@ApplicationScoped
class LogCountService {

    private static final int MOST_DAYS = 366;
    /** Some 2 MB of an answer. */
    private static final int MOST_COUNTS = 20_000;

    private final LogCountRepository repository;
    private final QueryRecorder recorder;

    LogCountService(LogCountRepository repository, QueryRecorder recorder) {
        this.repository = repository;
        this.recorder = recorder;
    }

    LogCounts byDay(@Nullable String from, @Nullable String to, @Nullable String agencyId, @Nullable String purpose,
            boolean byPurpose, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose stated = QueryPurpose.stated(queryPurpose);
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        if (last.isBefore(first) || !last.isBefore(first.plusDays(MOST_DAYS))) {
            throw InvalidRequest.query("to", "from 'from' on, and no more than " + MOST_DAYS + " days");
        }
        IndexedText.searched("agencyId", agencyId);
        IndexedText.searched("purpose", purpose);
        List<DayCount> days = repository.count(first, last, agencyId, purpose, byPurpose, MOST_COUNTS + 1);
        if (days.size() > MOST_COUNTS) {
            throw InvalidRequest.query("to", "there are more than " + MOST_COUNTS
                    + " counts, which is the most that one answer holds; ask for fewer days, or for one agency or purpose");
        }
        SortedMap<String, String> asked = new TreeMap<>();
        asked.put("counts", byPurpose ? "by day, type and purpose" : "by day and type");
        asked.put("from", first.toString());
        asked.put("to", last.toString());
        if (agencyId != null) {
            asked.put("agencyId", agencyId);
        }
        if (purpose != null) {
            asked.put("purpose", purpose);
        }
        recorder.record(List.of(), requester, stated, asked, days.size());
        return new LogCounts(first, last, days);
    }

    private static LocalDate day(String name, @Nullable String text) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        throw InvalidRequest.query(name, "a day such as 2026-11-23 is expected");
    }
}
