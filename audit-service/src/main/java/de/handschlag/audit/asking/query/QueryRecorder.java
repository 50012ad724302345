package de.handschlag.audit.asking.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.LogQueried;
import de.handschlag.event.Requester;

/** Records that the log was read, durably and before the answer leaves (R29, G3). Without the record there is no answer. */
@ApplicationScoped
public class QueryRecorder {

    private final AccessLog log;

    QueryRecorder(AccessLog log) {
        this.log = log;
    }

    /**
     * Returns when the record is acknowledged by all in-sync replicas.
     *
     * @param persons those to whom the query was narrowed, one record each, so that each of them sees it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it cannot be made durable
     */
    public void record(List<UUID> persons, Requester requester, QueryPurpose purpose, SortedMap<String, String> filter,
            int resultCount) {
        record(persons, requester, purpose, filter, resultCount, null);
    }

    /**
     * Like {@link #record(List, Requester, QueryPurpose, SortedMap, int)}, for an answer that needs a typed reason.
     *
     * @param reason why the answer names employees; null if it does not
     */
    public void record(List<UUID> persons, Requester requester, QueryPurpose purpose, SortedMap<String, String> filter,
            int resultCount, @Nullable String reason) {
        Instant now = log.now();
        List<@Nullable UUID> about = persons.isEmpty() ? Arrays.asList((UUID) null) : new ArrayList<>(persons);
        log.append(about.stream()
                .map(person -> new LogQueried(person, requester, purpose.key(), filter, resultCount, now, reason))
                .toList());
    }
}
