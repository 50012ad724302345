package de.handschlag.audit.asking.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.audit.asking.report.PersonReport.ErasedMonth;
import de.handschlag.audit.asking.report.PersonReport.Frame;
import de.handschlag.audit.asking.report.PersonReport.Subject;
import de.handschlag.audit.chain.completeness.CompletenessProofs;
import de.handschlag.audit.chain.completeness.Scope;
import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.audit.keeping.retention.RetentionService;
import de.handschlag.corridor.AccessLog;
import de.handschlag.event.Requester;
import de.handschlag.login.OwnPerson;
import de.handschlag.problem.ProblemType;

/** Records a report, and only then makes it (R29). */
@ApplicationScoped
class ReportService {

    private final LogEntryRepository entries;
    private final ReportRepository sums;
    private final CheckpointReader checkpoints;
    private final CompletenessProofs completeness;
    private final RetentionService retention;
    private final OwnPerson ownPerson;
    private final QueryRecorder recorder;
    private final AccessLog log;
    private final ObjectMapper json;

    ReportService(LogEntryRepository entries, ReportRepository sums, CheckpointReader checkpoints,
            CompletenessProofs completeness, RetentionService retention, OwnPerson ownPerson, QueryRecorder recorder,
            AccessLog log, ObjectMapper json) {
        this.entries = entries;
        this.sums = sums;
        this.checkpoints = checkpoints;
        this.completeness = completeness;
        this.retention = retention;
        this.ownPerson = ownPerson;
        this.recorder = recorder;
        this.log = log;
        this.json = json;
    }

    /** The report of the person who asks. */
    PersonReport own() {
        return report(new Subject(ownPerson.current(), true, false, "/v1/my/accesses/completeness"), frame());
    }

    /**
     * A report for the data-protection officer, which is recorded.
     *
     * @param scope  {@code shown} if null: what may be handed to the person
     * @param reason why employees are named; null if they are not
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the log has nothing about the person, 422 without a purpose, 503 if
     *                                                     the record cannot be made durable
     */
    PersonReport about(UUID person, @Nullable String scope, @Nullable String queryPurpose, @Nullable String reason,
            Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        boolean shownOnly = scope == null || Scope.stated(scope) == Scope.SHOWN;
        Frame frame = frame();
        long count = sums.count(person, shownOnly, frame.checkpoint().size());
        if (count == 0) {
            throw ProblemType.NOT_FOUND.because("The log has nothing about this person.");
        }
        String shown = (shownOnly ? Scope.SHOWN : Scope.ALL).key();
        recorder.record(List.of(person), requester, purpose,
                new TreeMap<>(Map.of("report", "Art. 15 DSGVO", "scope", shown, "staff",
                        reason == null ? "masked" : "named", "dataSubjectId", person.toString())),
                (int) Math.min(Integer.MAX_VALUE, count), reason);
        return report(new Subject(person, shownOnly, reason != null,
                "/v1/completeness-proofs?dataSubjectId=" + person + "&scope=" + shown), frame);
    }

    private PersonReport report(Subject subject, Frame frame) {
        return new PersonReport(subject, frame, entries, sums, json);
    }

    private Frame frame() {
        return new Frame(log.now(), checkpoints.coveringAll(), retention.policies(),
                retention.erasedMonths().stream().map(erased -> new ErasedMonth(erased.retentionClass(), erased.month(),
                        erased.erasedAt(), erased.entry())).toList(),
                completeness.newest().orElse(null));
    }
}
