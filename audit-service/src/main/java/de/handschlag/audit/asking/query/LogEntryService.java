package de.handschlag.audit.asking.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogEntryList.CheckpointView;
import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Checks a question, finds the answer, records the question, and only then gives the answer (R29). */
@ApplicationScoped
public class LogEntryService {

    private final LogEntryRepository repository;
    private final QueryRecorder recorder;
    private final CheckpointReader checkpoints;

    LogEntryService(LogEntryRepository repository, QueryRecorder recorder, CheckpointReader checkpoints) {
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
        // A moment older than the newest entries, perhaps: what it does not cover yet, the next one does.
        SignedCheckpoint checkpoint = checkpoints.newest();
        List<StoredEntry> found = repository.find(question.filter(), persons, cursor, limit);
        List<StoredEntry> page = found.subList(0, Math.min(limit, found.size()));
        SortedMap<String, String> asked = question.filter().asMap();
        asked.putAll(more);
        if (!cursor.equals(Cursor.NEWEST)) {
            asked.put("cursor", cursor.text());
        }
        recorder.record(persons, requester, question.purpose(), asked, page.size());
        return new LogEntryList(page.stream().map(LogEntryView::of).toList(),
                found.size() > limit ? new Cursor(page.getLast().index()).text() : null,
                new CheckpointView(checkpoint.size(), checkpoint.note()));
    }

    ProvenEntry get(long index, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        ProvenEntry found = proven(index);
        UUID person = found.view() == null ? null : found.view().dataSubjectId();
        recorder.record(person == null ? List.of() : List.of(person), requester, purpose,
                new TreeMap<>(Map.of("index", String.valueOf(index))), 1);
        return found;
    }

    /**
     * One entry with its proof, which the caller records before it is shown.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if there is none
     */
    public ProvenEntry proven(long index) {
        LogEntryRepository.Proven proven = repository.proven(index, checkpoints.newest())
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The log has no entry with this index."));
        StoredEntry stored = proven.stored();
        return new ProvenEntry(index, new String(proven.entry(), StandardCharsets.UTF_8), stored == null,
                stored == null ? null : LogEntryView.of(stored), proven.salt(),
                stored == null ? null : stored.payload(), proven.proof(),
                new CheckpointView(proven.checkpoint().size(), proven.checkpoint().note()));
    }
}
