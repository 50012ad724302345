package de.handschlag.audit.asking.complaint;

import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import de.handschlag.audit.asking.access.OwnEntries;
import de.handschlag.audit.asking.complaint.ComplaintView.Complaints;
import de.handschlag.audit.asking.explanation.ExplanationService;
import de.handschlag.audit.asking.query.LogEntryService;
import de.handschlag.audit.asking.query.ProvenEntry;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Takes complaints of persons, shows them to the data-protection officer, recorded as any look into the log is (R29), and answers. */
@ApplicationScoped
public class ComplaintService {

    /** Of one person, without an answer. */
    static final int MOST_OPEN = 20;

    private static final ProblemType TOO_MANY = new ProblemType("too-many-complaints", 409,
            "Too many complaints are waiting for an answer", "Es warten zu viele Beschwerden auf eine Antwort",
            "Wait for the answers, or call the data-protection officer.");
    private static final ProblemType ALREADY_ANSWERED = new ProblemType("already-answered", 409,
            "The complaint is answered already", "Die Beschwerde ist schon beantwortet",
            "Read the answer at GET /v1/complaints/{id}; the person may have read it too.");

    private final ComplaintRepository repository;
    private final OwnEntries ownEntries;
    private final LogEntryService entries;
    private final ExplanationService explanations;
    private final QueryRecorder recorder;
    private final InstantSource clock;

    ComplaintService(ComplaintRepository repository, OwnEntries ownEntries, LogEntryService entries,
            ExplanationService explanations, QueryRecorder recorder, InstantSource clock) {
        this.repository = repository;
        this.ownEntries = ownEntries;
        this.entries = entries;
        this.explanations = explanations;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Made twice with the same words, it is one, also twice at once. */
    @Transactional
    OwnComplaint complain(NewComplaint wanted) {
        UUID person = ownEntries.personWhoSees(wanted.entryIndex());
        repository.lockPerson(person);
        List<Complaint> open = repository.ofPerson(person).stream().filter(Complaint::isOpen).toList();
        for (Complaint made : open) {
            if (made.entryIndex() == wanted.entryIndex() && made.text().equals(wanted.text())) {
                return OwnComplaint.of(made);
            }
        }
        if (open.size() >= MOST_OPEN) {
            throw TOO_MANY.because("No more than " + MOST_OPEN + " of one person wait at a time.");
        }
        Complaint complaint = Complaint.received(person, wanted, clock.instant());
        repository.insert(complaint);
        return OwnComplaint.of(complaint);
    }

    List<OwnComplaint> own() {
        return repository.ofPerson(ownEntries.person()).stream().map(OwnComplaint::of).toList();
    }

    public Complaints list(boolean open, int limit) {
        return new Complaints(
                (open ? repository.open(limit) : repository.answered(limit)).stream()
                        .map(complaint -> ComplaintView.of(complaint, clock.instant())).toList(),
                repository.count(open));
    }

    /** The complaint with its entry and what explains it; recorded before it is shown (G3). */
    ComplaintFile file(UUID id, Requester requester) {
        Complaint complaint = find(id);
        ProvenEntry entry = entries.proven(complaint.entryIndex());
        ComplaintFile file = new ComplaintFile(complaint.id(), complaint.dataSubjectId(), complaint.text(),
                complaint.receivedAt(), complaint.deadline(), complaint.isOverdue(clock.instant()), complaint.answer(),
                complaint.answeredBy(), complaint.answeredAt(), entry,
                explanations.replay(complaint.entryIndex()).orElse(null));
        TreeMap<String, String> asked = new TreeMap<>();
        asked.put("complaint", id.toString());
        asked.put("index", String.valueOf(complaint.entryIndex()));
        recorder.record(List.of(complaint.dataSubjectId()), requester, QueryPurpose.COMPLAINT, asked, 1);
        return file;
    }

    /** The same answer twice is one. */
    ComplaintView answer(UUID id, String text, Requester requester) {
        String login = requester.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        Complaint complaint = find(id);
        if (complaint.isOpen()) {
            Complaint answered = complaint.answered(text, login, clock.instant());
            if (repository.answer(answered)) {
                return ComplaintView.of(answered, clock.instant());
            }
            complaint = find(id);
        }
        if (!text.equals(complaint.answer())) {
            throw ALREADY_ANSWERED.because("An answer is given once.");
        }
        return ComplaintView.of(complaint, clock.instant());
    }

    private Complaint find(UUID id) {
        return repository.find(id)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no complaint with this id."));
    }
}
