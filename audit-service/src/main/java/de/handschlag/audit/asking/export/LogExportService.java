package de.handschlag.audit.asking.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.LogQuestion;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.audit.chain.log.CheckpointSigner;
import de.handschlag.audit.chain.log.NoteKey;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.witness.CosignedCheckpoint;
import de.handschlag.audit.chain.witness.CosignedCheckpoints;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.EventType;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Records an export, and only then makes it (R29). One at a time: an export reads much of what there is. */
@ApplicationScoped
class LogExportService {

    private static final ProblemType TOO_MANY_ENTRIES = new ProblemType("too-many-entries", 422,
            "The export would be too large", "Der Export wäre zu groß",
            "Narrow the filter, for instance by from and to, and make several exports; or export the whole log.");
    private static final LogFilter ERASURES = new LogFilter(null, null, null, null, null, null,
            EventType.LOG_ERASED.typeName(), null, null);
    private static final int MOST_ERASURES = 50_000;

    private final CheckpointReader checkpoints;
    private final CheckpointSigner signer;
    private final CosignedCheckpoints cosigned;
    private final QueryRecorder recorder;
    private final LogEntryRepository repository;
    private final ExportSettings settings;
    private final ExportRepository exports;
    private final InstantSource clock;
    private final Semaphore running = new Semaphore(1);

    LogExportService(CheckpointReader checkpoints, CheckpointSigner signer, CosignedCheckpoints cosigned,
            QueryRecorder recorder, LogEntryRepository repository, ExportSettings settings, ExportRepository exports,
            InstantSource clock) {
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.cosigned = cosigned;
        this.recorder = recorder;
        this.repository = repository;
        this.settings = settings;
        this.exports = exports;
        this.clock = clock;
    }

    /**
     * An export that is recorded and cut at the newest checkpoint, to be written once.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 for a purpose that does not need it, 429 while another one runs, 503 if there is
     *                                                     no checkpoint or key yet or the record cannot be made durable
     */
    LogExport begin(QueryPurpose purpose, Requester requester) {
        if (purpose == QueryPurpose.DATA_SUBJECT_REQUEST) {
            throw InvalidRequest.query("queryPurpose",
                    "a person's request (Art. 15 GDPR) is answered with the entries about"
                            + " that person, at /v1/log-entries, and not with everybody's");
        }
        return permitted(permit -> whole(purpose, requester, permit));
    }

    private LogExport whole(QueryPurpose purpose, Requester requester, ExportPermit permit) {
        SignedCheckpoint checkpoint = checkpoints.coveringAll();
        String key = verifierKey();
        recorder.record(List.of(), requester, purpose,
                new TreeMap<>(Map.of("export", "whole log", "size", String.valueOf(checkpoint.size()))),
                (int) Math.min(Integer.MAX_VALUE, checkpoint.size()));
        return new LogExport(checkpoint, key,
                cosigned.upTo(checkpoint.size()).map(CosignedCheckpoint::note).orElse(null), exports, permit, clock);
    }

    /**
     * Some of the entries, recorded, cut at the newest checkpoint, to be written once.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if the format or separator is not valid or there are more
     *                                                     entries than an export holds, 429 while another one runs, 503 as
     *                                                     for the whole log or if the question is too wide
     */
    FilteredExport begin(LogQuestion question, @Nullable String wantedFormat, @Nullable String wantedSeparator,
            Requester requester) {
        ExportFormat format = ExportFormat.stated(wantedFormat);
        CsvRow.Separator separator = CsvRow.Separator.stated(wantedSeparator, format);
        if (question.purpose() == QueryPurpose.DATA_SUBJECT_REQUEST && !question.filter().namesPerson()) {
            throw InvalidRequest.query("queryPurpose",
                    "a person's request (Art. 15 GDPR) is answered with the entries about"
                            + " that person; name the person by dataSubjectId, or by agencyId and caseReference");
        }
        return permitted(permit -> filtered(question, format, separator, requester, permit));
    }

    private FilteredExport filtered(LogQuestion question, ExportFormat format, CsvRow.Separator separator,
            Requester requester, ExportPermit permit) {
        SignedCheckpoint checkpoint = checkpoints.coveringAll();
        verifierKey();
        List<UUID> persons = repository.persons(question.filter());
        // Nothing behind the checkpoint, which could not be proven.
        Cursor covered = new Cursor(checkpoint.size());
        List<Long> positions = repository.positions(question.filter(), persons, covered, settings.maxEntries() + 1);
        requireAtMost(settings.maxEntries(), positions.size(), "entries");
        List<Long> erasures = repository.positions(ERASURES, List.of(), covered, MOST_ERASURES + 1);
        requireAtMost(MOST_ERASURES, erasures.size(), "erasures");
        SortedMap<String, String> asked = question.filter().asMap();
        asked.put("export", format.key());
        asked.put("size", String.valueOf(checkpoint.size()));
        recorder.record(persons, requester, question.purpose(), asked, positions.size());
        SortedMap<String, Object> stated = new TreeMap<>(
                Map.of("filter", question.filter().asMap(), "queryPurpose", question.purpose().key(), "exportedBy",
                        requester, "exportedAt", clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        return new FilteredExport(
                new FilteredExport.Selection(stated, positions, erasures, repository.covered(question.filter())),
                format, separator, checkpoint, key(), exports, permit);
    }

    private static void requireAtMost(int most, int found, String what) {
        if (found > most) {
            throw TOO_MANY_ENTRIES.because(
                    "There are more than " + most + " " + what + ", which is the most that one filtered export holds.");
        }
    }

    private String verifierKey() {
        return signer.verifierKey().orElseThrow(() -> ProblemType.UNAVAILABLE.retryAfter(2, "The log has no key yet."));
    }

    private NoteKey key() {
        try {
            return signer.key();
        } catch (IOException e) {
            throw new UncheckedIOException("the log's key cannot be read", e);
        }
    }

    /** Taken before the log is told: an export that is recorded is made. */
    private <E> E permitted(Function<ExportPermit, E> making) {
        ExportPermit permit = ExportPermit.of(running);
        if (permit == null) {
            throw ProblemType.TOO_MANY_REQUESTS.retryAfter(60, "Another export is running.");
        }
        try {
            return making.apply(permit);
        } catch (RuntimeException e) {
            permit.giveBack();
            throw e;
        }
    }
}
