package de.handschlag.audit.asking.anomaly;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.anomaly.AnomalyRepository.Period;
import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.chain.log.IndexedText;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;

/** Looks for what may need a question, and records that somebody looked (R29). */
@ApplicationScoped
public class AnomalyService {

    static final int MOST_DAYS = 31;
    /** Of one kind in a digest; from there on it says "at least". */
    private static final int MOST_COUNTED = 1_000;

    private final AnomalyRepository repository;
    private final AnomalySettings settings;
    private final QueryRecorder recorder;

    AnomalyService(AnomalyRepository repository, AnomalySettings settings, QueryRecorder recorder) {
        this.repository = repository;
        this.settings = settings;
        this.recorder = recorder;
    }

    /** As a question states it. */
    record Question(@Nullable String from, @Nullable String to, @Nullable String agencyId, @Nullable String kind,
            @Nullable String queryPurpose) {}

    Anomaly.Page find(Question question, Cursor cursor, int limit, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(question.queryPurpose());
        LocalDate first = day("from", question.from());
        LocalDate last = day("to", question.to());
        if (last.isBefore(first) || !last.isBefore(first.plusDays(MOST_DAYS))) {
            throw InvalidRequest.query("to", "from 'from' on, and no more than " + MOST_DAYS + " days");
        }
        String agency = IndexedText.searched("agencyId", question.agencyId());
        List<FoundAnomaly> found = new ArrayList<>();
        for (AnomalyKind kind : AnomalyKind.stated(question.kind())) {
            found.addAll(
                    repository.find(kind, new Period(first, last.plusDays(1), agency), cursor.before(), limit + 1));
        }
        found.sort(Comparator.comparingLong(FoundAnomaly::newest).reversed().thenComparing(FoundAnomaly::kind));
        // What has the same newest entry stays on one page, as the next one begins before that entry.
        int end = Math.min(limit, found.size());
        while (end > 0 && end < found.size() && found.get(end).newest() == found.get(end - 1).newest()) {
            end++;
        }
        List<FoundAnomaly> page = found.subList(0, end);
        SortedMap<String, String> asked = new TreeMap<>(Map.of("anomalies",
                question.kind() == null ? "all" : question.kind(), "from", first.toString(), "to", last.toString()));
        if (agency != null) {
            asked.put("agencyId", agency);
        }
        recorder.record(List.of(), requester, purpose, asked, page.size());
        return new Anomaly.Page(page.stream().map(row -> row.shown(purpose.mayFollowEmployee(), settings)).toList(),
                end < found.size() ? new Cursor(page.getLast().newest()).text() : null);
    }

    /**
     * How many there are of each kind; no more than a thousand are counted.
     *
     * @param to     exclusive
     * @param agency null for all
     */
    public SortedMap<String, Integer> counts(LocalDate from, LocalDate to, @Nullable String agency) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (AnomalyKind kind : AnomalyKind.values()) {
            counts.put(kind.key(),
                    repository.find(kind, new Period(from, to, agency), Cursor.NEWEST.before(), MOST_COUNTED).size());
        }
        return counts;
    }

    private static LocalDate day(String name, @Nullable String text) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text);
            if (day.getYear() >= 1971 && day.getYear() <= 9998) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        throw InvalidRequest.query(name, "a day such as 2026-11-23 is expected");
    }
}
