package de.handschlag.audit.asking.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.audit.asking.report.ReportEntry.Access;
import de.handschlag.audit.asking.report.ReportEntry.Answer;
import de.handschlag.audit.asking.report.ReportEntry.Case;
import de.handschlag.audit.asking.report.ReportEntry.Decided;
import de.handschlag.audit.asking.report.ReportEntry.Erased;
import de.handschlag.audit.asking.report.ReportEntry.LogRead;
import de.handschlag.audit.asking.report.ReportEntry.LoginChange;
import de.handschlag.audit.asking.report.ReportRepository.Receipt;
import de.handschlag.audit.asking.report.ReportRepository.Recipient;
import de.handschlag.audit.chain.completeness.CompletenessProofs.Statement;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.keeping.retention.RetentionPolicies;
import de.handschlag.event.EventType;

/**
 * One report, cut at one checkpoint and written as it is read: a page of entries is in memory, whatever their number. Made of the
 * log alone, so there are no values and no names in it.
 */
final class PersonReport {

    /** What the document says, for programs; {@link ReportSection} names its lists. */
    static final String MEMBERS = """
            format is handschlag-person-report/1; another figure stands for another meaning of the rest. dataSubjectId, madeAt,
            legalBasis, scope (shown or all) and staff (masked or named) say which report it is; checkpoint, up to where in the
            log it looked; completeness, where the proof is that no entry is left out (absent before the first one). recipients
            sums up per office; retention and erasedMonths say how long what is kept, and what is gone. The lists are accesses,
            decisions, cases, logins, answersOfRecipients, logReads and erasures. Whoever reads it passes over members that they
            do not know.""";

    private static final String FORMAT = "handschlag-person-report/1";
    private static final int PAGE = 500;

    private static final List<String> ENDS = List.of(EventType.CONSENT_WITHDRAWN.typeName(),
            EventType.CONSENT_EXPIRED.typeName(), EventType.CONSENT_INVALIDATED.typeName(),
            EventType.SECRECY_RELEASE_WITHDRAWN.typeName());

    private final Subject subject;
    private final Frame frame;
    private final LogEntryRepository entries;
    private final ReportRepository sums;
    private final ObjectMapper json;

    /**
     * Whose report it is, and how much it shows.
     *
     * @param shownOnly without what a norm hides or defers
     * @param named     whether employees are named
     * @param proof     where the proof is that no entry is left out
     */
    record Subject(UUID person, boolean shownOnly, boolean named, String proof) {}

    /**
     * What is the same for everybody.
     *
     * @param statement the newest statement of completeness; null before the first
     * @param erased    what was erased as its time was over, and may have been about the person
     */
    record Frame(Instant madeAt, SignedCheckpoint checkpoint, RetentionPolicies retention, List<ErasedMonth> erased,
            @Nullable Statement statement) {}

    /** Payloads of this class and month of recording, of everybody. */
    record ErasedMonth(@Nullable String retentionClass, @Nullable String month, @Nullable Instant erasedAt,
            @Nullable Long entry) {}

    PersonReport(Subject subject, Frame frame, LogEntryRepository entries, ReportRepository sums, ObjectMapper json) {
        this.subject = subject;
        this.frame = frame;
        this.entries = entries;
        this.sums = sums;
        this.json = json;
    }

    UUID person() {
        return subject.person();
    }

    /** The document, to be kept as a file. */
    Response answer() {
        return Response.ok((StreamingOutput) this::writeTo, MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"handschlag-report.json\"").build();
    }

    /** Writes the document; one that breaks off is no JSON. */
    void writeTo(OutputStream target) throws IOException {
        // Summed up first: whatever fails here fails before anything is written.
        List<Recipient> recipients = sums.recipients(subject.person(), subject.shownOnly(), frame.checkpoint().size());
        try (JsonGenerator out = json.createGenerator(target)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            out.writeStartObject();
            out.writeStringField("format", FORMAT);
            out.writeStringField("dataSubjectId", subject.person().toString());
            out.writeObjectField("madeAt", frame.madeAt());
            out.writeStringField("legalBasis", "Art. 15 DSGVO");
            out.writeStringField("scope", subject.shownOnly() ? "shown" : "all");
            out.writeStringField("staff", subject.named() ? "named" : "masked");
            writeCheckpoint(out);
            writeCompleteness(out);
            out.writeObjectField("recipients", recipients);
            out.writeObjectField("retention", frame.retention().policies());
            out.writeObjectField("erasedMonths", frame.erased());
            for (ReportSection section : ReportSection.values()) {
                write(out, section);
            }
            out.writeEndObject();
        }
    }

    private void writeCheckpoint(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("checkpoint");
        out.writeNumberField("size", frame.checkpoint().size());
        out.writeStringField("note", frame.checkpoint().note());
        out.writeEndObject();
    }

    private void writeCompleteness(JsonGenerator out) throws IOException {
        Statement statement = frame.statement();
        if (statement != null) {
            out.writeObjectFieldStart("completeness");
            out.writeNumberField("entry", statement.entry());
            out.writeNumberField("size", statement.size());
            out.writeObjectField("statedAt", statement.statedAt());
            out.writeStringField("proof", subject.proof());
            out.writeEndObject();
        }
    }

    private void write(JsonGenerator out, ReportSection section) throws IOException {
        out.writeArrayFieldStart(section.member());
        Cursor cursor = new Cursor(frame.checkpoint().size());
        List<EventType> types = section.types();
        List<StoredEntry> found;
        do {
            found = subject.shownOnly()
                    ? entries.shownToPerson(subject.person(), types, cursor, PAGE)
                    : entries.ofPerson(subject.person(), types, cursor, PAGE);
            for (StoredEntry entry : found.subList(0, Math.min(PAGE, found.size()))) {
                out.writeObject(view(section, entry));
                cursor = new Cursor(entry.index());
            }
        } while (found.size() > PAGE);
        out.writeEndArray();
    }

    private ReportEntry view(ReportSection section, StoredEntry entry) {
        return switch (section) {
            case ACCESSES -> Access.of(entry, subject.named());
            case DECISIONS -> Decided.of(entry, receipt(entry), subject.named());
            case CASES -> Case.of(entry);
            case LOGINS -> LoginChange.of(entry, subject.named());
            case ANSWERS -> Answer.of(entry, subject.named());
            case LOG_READS -> LogRead.of(entry);
            case ERASURES -> Erased.of(entry);
        };
    }

    /** Of the end of a decision. */
    private @Nullable Receipt receipt(StoredEntry entry) {
        Long revision = entry.consentRevision();
        return revision != null && ENDS.contains(entry.type())
                ? sums.receipt(subject.person(), revision).orElse(null)
                : null;
    }
}
