package de.handschlag.audit.asking.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.audit.asking.health.FormerLogs;
import de.handschlag.audit.asking.query.LogEntryList.CheckpointView;
import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.log.TlogProof;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Checks a question, finds the answer, records the question, and only then gives the answer (R29). */
@ApplicationScoped
public class LogEntryService {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LogEntryRepository repository;
    private final QueryRecorder recorder;
    private final CheckpointReader checkpoints;
    private final FormerLogs formerLogs;

    LogEntryService(LogEntryRepository repository, QueryRecorder recorder, CheckpointReader checkpoints,
            FormerLogs formerLogs) {
        this.formerLogs = formerLogs;
        this.repository = repository;
        this.recorder = recorder;
        this.checkpoints = checkpoints;
    }

    /**
     * A page of the answer.
     *
     * @param more what the record of the query says beside the filter
     */
    public LogEntryList find(LogQuestion question, Map<String, String> more, Cursor cursor, int limit,
            Requester requester) {
        List<UUID> persons = repository.persons(question.filter());
        List<StoredEntry> found = repository.find(question.filter(), persons, cursor, limit);
        List<StoredEntry> page = found.subList(0, Math.min(limit, found.size()));
        SignedCheckpoint checkpoint = checkpoints.covering(page.isEmpty() ? 0 : page.getFirst().index() + 1);
        SortedMap<String, String> asked = question.filter().asMap();
        asked.putAll(more);
        if (!cursor.equals(Cursor.NEWEST)) {
            asked.put("cursor", cursor.text());
        }
        recorder.record(persons, requester, question.purpose(), asked, page.size());
        return new LogEntryList(page.stream().map(LogEntryView::of).toList(),
                found.size() > limit ? new Cursor(page.getLast().index()).text() : null,
                new CheckpointView(checkpoint.size(), checkpoint.note()), formerLogs.last());
    }

    ProvenEntry get(long index, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        ProvenEntry found = proven(index);
        UUID person = found.view() == null ? null : found.view().dataSubjectId();
        recorder.record(person == null ? List.of() : List.of(person), requester, purpose,
                new TreeMap<>(Map.of("index", String.valueOf(index))), 1);
        return found;
    }

    TlogProof tlogProof(long index, @Nullable String queryPurpose, Requester requester) {
        return tlogProof(get(index, queryPurpose, requester), true);
    }

    /**
     * The proof as a file of its own.
     *
     * @param opened whether payload and salt go with it, without which the entry says what it is not
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 while no checkpoint covers the entry
     */
    public static TlogProof tlogProof(ProvenEntry proven, boolean opened) {
        List<String> hashes = proven.inclusionProof();
        if (hashes == null) {
            throw ProblemType.UNAVAILABLE.retryAfter(2, "No checkpoint covers the entry yet.");
        }
        Map<String, String> extra = new TreeMap<>(Map.of("entry", proven.entry()));
        if (opened && proven.payload() != null && proven.salt() != null) {
            extra.put("payload", proven.payload());
            extra.put("salt", proven.salt());
        }
        return new TlogProof(proven.index(), hashes, proven.checkpoint().note(), json(extra));
    }

    private static String json(Map<String, String> extra) {
        try {
            return JSON.writeValueAsString(extra);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts have no JSON", e);
        }
    }

    /**
     * One entry with its proof, which the caller records before it is shown.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if there is none
     */
    public ProvenEntry proven(long index) {
        if (!repository.exists(index)) {
            throw ProblemType.NOT_FOUND.because("The log has no entry with this index.");
        }
        LogEntryRepository.Proven proven = repository.proven(index, checkpoints.covering(index + 1)).orElseThrow();
        StoredEntry stored = proven.stored();
        return new ProvenEntry(index, new String(proven.entry(), StandardCharsets.UTF_8), stored == null,
                stored == null ? null : LogEntryView.of(stored), proven.salt(),
                stored == null ? null : stored.payload(), proven.proof(),
                new CheckpointView(proven.checkpoint().size(), proven.checkpoint().note()));
    }
}
