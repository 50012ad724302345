package de.handschlag.audit.asking.digest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.anomaly.AnomalyService;
import de.handschlag.audit.asking.digest.DigestRepository.Week;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.chain.completeness.CompletenessProofs;
import de.handschlag.audit.chain.log.IndexedText;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;

/** Sums up a week, and records that somebody looked (R29). */
@ApplicationScoped
class DigestService {

    private final DigestRepository repository;
    private final AnomalyService anomalies;
    private final CompletenessProofs completeness;
    private final QueryRecorder recorder;

    DigestService(DigestRepository repository, AnomalyService anomalies, CompletenessProofs completeness,
            QueryRecorder recorder) {
        this.repository = repository;
        this.anomalies = anomalies;
        this.completeness = completeness;
        this.recorder = recorder;
    }

    LogDigest of(String weekText, @Nullable String agencyId, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        IndexedText.searched("agencyId", agencyId);
        Week week = new Week(monday(weekText), agencyId);
        LogDigest digest = new LogDigest(weekText, week.monday(), week.sunday(), agencyId, repository.types(week),
                repository.purposes(week), anomalies.counts(week.monday(), week.monday().plusDays(7), agencyId),
                agencyId == null ? repository.erasures(week) : null, repository.holds(week),
                repository.emergencies(week), repository.integrity(week, completeness.newest().orElse(null)));
        SortedMap<String, String> asked = new TreeMap<>(Map.of("digest", weekText));
        if (agencyId != null) {
            asked.put("agencyId", agencyId);
        }
        recorder.record(List.of(), requester, purpose, asked, digest.types().size());
        return digest;
    }

    private static LocalDate monday(String week) {
        try {
            LocalDate monday = LocalDate.parse(week + "-1", DateTimeFormatter.ISO_WEEK_DATE);
            if (monday.getYear() >= 1971 && monday.getYear() <= 9998) {
                return monday;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        throw InvalidRequest.path("week", "an ISO week such as 2026-W48 is expected");
    }
}
