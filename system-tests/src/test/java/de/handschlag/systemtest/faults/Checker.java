package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.faults.History.Change;
import de.handschlag.systemtest.faults.History.ReadCall;
import de.handschlag.systemtest.faults.LogReader.Entry;
import de.handschlag.systemtest.faults.Violation.Name;

/**
 * Compares what clients were told with the log. A client's times are what counts: when a read began and when a change was
 * acknowledged; the clocks of the services may have been stepped. What ended without a definite answer may have happened or
 * not; but what the log says of it is judged like everything else.
 */
final class Checker {

    /** G2's bound, as the stack is configured. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final History history;
    private final Set<String> agencies;
    private final ConsentState state = new ConsentState();
    private final List<Violation> violations = new ArrayList<>();
    private final Map<ReadCall, BitSet> logged = new HashMap<>();
    private final Set<String> eventIds = new HashSet<>();
    private final Set<String> events = new HashSet<>();

    /** Person → highest revision of the decisions that stand before the entry at hand. */
    private final Map<String, Long> reached = new HashMap<>();

    /** Consent record, or agency and case reference → when a client knew that it ended, or that its end is enforced. */
    private final Map<String, Instant> ended = new HashMap<>();
    private final Map<String, Instant> enforced = new HashMap<>();

    private long disclosures;
    private long denials;
    private Duration oldestView = Duration.ZERO;

    Checker(History history, List<AgencySystem> agencies) {
        this.history = history;
        this.agencies = agencies.stream().map(AgencySystem::id).collect(Collectors.toSet());
        for (Change change : history.changes()) {
            if (change.kind().equals("consent.withdrawn") || change.kind().equals("case.unlinked")) {
                ended.merge(change.subject(), change.ended(), Checker::earlier);
                if (change.enforcedAt() != null) {
                    enforced.merge(change.subject(), change.enforcedAt(), Checker::earlier);
                }
            }
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The log: hands over its entries in their order, as often as it is asked. */
    interface Log {
        void read(Consumer<Entry> entries) throws SQLException, IOException;
    }

    /** What was found; empty if all promises were kept. */
    List<Violation> check(Log log) throws SQLException, IOException {
        // Receipts may come behind the disclosures that they forbid, so they are read first.
        log.read(entry -> {
            switch (entry.type()) {
                case "data.disclosed", "disclosure.denied", "log.queried", "completeness.stated" -> {
                    // In the second pass, or about no decision.
                }
                case "revision.enforced" -> state.enforced(entry.text("dataSubjectId"),
                        entry.payload().path("consentRevision").asLong(), Instant.parse(entry.text("enforcedAt")));
                default -> consent(entry);
            }
        });
        log.read(entry -> {
            once(entry);
            inCausalOrder(entry);
            switch (entry.type()) {
                case "data.disclosed" -> disclosed(entry);
                case "disclosure.denied" -> denied(entry);
                default -> {
                    // In the first pass.
                }
            }
        });
        answersWithoutRecord();
        lostEvents();
        return violations;
    }

    private void once(Entry entry) {
        // Half of the id is enough to find two that are the same, and a million of them fit.
        if (!eventIds.add(Long.toString(UUID.fromString(entry.eventId()).getMostSignificantBits(), 36))) {
            found(Name.DOUBLED_EVENT, "event " + entry.eventId() + " at " + entry.index());
        }
    }

    private void inCausalOrder(Entry entry) {
        long revision = entry.payload().path("consentRevision").asLong();
        String person = entry.text("dataSubjectId");
        switch (entry.type()) {
            case "data.disclosed", "disclosure.denied", "revision.enforced" -> {
                // What a fault that was planted in an earlier run disordered stays so in the log; its persons are that run's.
                if (history.persons().contains(person) && revision > reached.getOrDefault(person, 0L)) {
                    found(Name.LOGGED_BEFORE_ITS_DECISION,
                            entry.type() + " of " + person + " at revision " + revision + ", entry " + entry.index());
                }
            }
            default -> reached.merge(person, revision, Math::max);
        }
    }

    private void consent(Entry entry) {
        if (!state.take(entry)) {
            found(Name.DOUBLED_EVENT, entry.type() + " of " + entry.text("dataSubjectId") + " at revision "
                    + entry.text("consentRevision") + ", index " + entry.index());
        }
        events.add(entry.type() + " " + switch (entry.type()) {
            case "case.linked", "case.unlinked" -> entry.payload().path("caseLink").path("agencyId").asText() + "/"
                    + entry.payload().path("caseLink").path("caseReference").asText();
            case "person.erased", "binding-code.made" -> entry.text("dataSubjectId");
            case "login.binding-requested", "login.bound", "login.unbound" ->
                entry.payload().path("loginBinding").path("loginBindingId").asText();
            default -> entry.payload().path("consentRecord").path("consentRecordId").asText();
        });
    }

    private void disclosed(Entry entry) {
        ReadCall call = callOf(entry);
        if (call == null) {
            return;
        }
        disclosures++;
        JsonNode disclosure = entry.payload();
        String where = "read " + call.employee + ", entry " + entry.index() + ": ";
        state.faultsOf(disclosure).forEach(fault -> found(Name.NOT_COVERED, where + fault));
        enforcedBefore(call, disclosure, where);
        stale(call, disclosure, where);
        List<String> attributes = StreamSupport.stream(disclosure.path("attributes").spliterator(), false)
                .map(JsonNode::asText).toList();
        record(call, entry, Reads.hashOf(new TreeSet<>(attributes)));
    }

    private void enforcedBefore(ReadCall call, JsonNode disclosure, String where) {
        String person = disclosure.path("dataSubjectId").asText();
        long revision = disclosure.path("consentRevision").asLong();
        long minimum = state.enforcedBefore(person, call.began);
        if (revision < minimum) {
            found(Name.G1_DISCLOSED_AFTER_ENFORCEMENT, where + "began " + call.began + " at revision " + revision
                    + " though revision " + minimum + " was enforced");
        }
        for (String subject : subjects(disclosure)) {
            Instant enforcedAt = enforced.get(subject);
            if (enforcedAt != null && !call.began.isBefore(enforcedAt)) {
                found(Name.G1_DISCLOSED_AFTER_ENFORCEMENT,
                        where + "began " + call.began + ", the end of " + subject + " was enforced " + enforcedAt);
            }
        }
    }

    private void stale(ReadCall call, JsonNode disclosure, String where) {
        Duration age = Duration.between(Instant.parse(disclosure.path("viewFreshAsOf").asText()), call.began);
        oldestView = age.compareTo(oldestView) > 0 ? age : oldestView;
        if (age.compareTo(BOUND) > 0) {
            found(Name.G2_ANSWERED_FROM_STALE_VIEW, where + "began " + age.toMillis() + " ms after the view's proof");
        }
        // By the record's own clock, the database's: what the statement took is in it, though the client cannot see it.
        Duration decidedOn = Duration.between(Instant.parse(disclosure.path("viewFreshAsOf").asText()),
                Instant.parse(disclosure.path("decidedAt").asText()));
        if (decidedOn.compareTo(BOUND) > 0) {
            found(Name.G2_ANSWERED_FROM_STALE_VIEW,
                    where + "decided " + decidedOn.toMillis() + " ms after the view's proof");
        }
        for (String subject : subjects(disclosure)) {
            Instant endedAt = ended.get(subject);
            if (endedAt != null && Duration.between(endedAt, call.began).compareTo(BOUND) > 0) {
                found(Name.G2_IGNORED_ACKNOWLEDGED_CHANGE,
                        where + "began " + call.began + ", the end of " + subject + " was acknowledged " + endedAt);
            }
        }
    }

    /** What had to be in force: the grants and the case. */
    private static List<String> subjects(JsonNode disclosure) {
        List<String> subjects = new ArrayList<>();
        disclosure.path("grantIds").forEach(id -> subjects.add(id.asText()));
        subjects.add(disclosure.path("requester").path("agencyId").asText() + "/"
                + disclosure.path("caseReference").asText());
        return subjects;
    }

    private void denied(Entry entry) {
        ReadCall call = callOf(entry);
        if (call != null) {
            denials++;
            record(call, entry, 0);
        }
    }

    private @Nullable ReadCall callOf(Entry entry) {
        JsonNode requester = entry.payload().path("requester");
        return agencies.contains(requester.path("agencyId").asText())
                ? history.reads().get(requester.path("employeeId").asText())
                : null;
    }

    /** Marks the case of the call that the entry is about; a batch may hold a case more than once. */
    private void record(ReadCall call, Entry entry, int hash) {
        BitSet known = logged.computeIfAbsent(call, _ -> new BitSet());
        String reference = entry.text("caseReference");
        int[] answered = call.answered;
        boolean differs = false;
        for (int i = 0; i < call.references.length; i++) {
            if (call.references[i].equals(reference) && !known.get(i)) {
                if (answered == null || answered[i] == hash) {
                    known.set(i);
                    return;
                }
                differs = true;
            }
        }
        if (differs) {
            found(Name.G3_RECORD_DIFFERS, "read " + call.employee + ", entry " + entry.index());
        } else {
            found(Name.DOUBLED_EVENT, "read " + call.employee + " of one case, entry " + entry.index());
        }
    }

    private void answersWithoutRecord() {
        history.reads().values().forEach(call -> {
            int[] answered = call.answered;
            if (answered == null) {
                return;
            }
            BitSet known = logged.getOrDefault(call, new BitSet());
            for (int i = 0; i < answered.length; i++) {
                if (!known.get(i)) {
                    found(answered[i] == 0 ? Name.DENIED_WITHOUT_RECORD : Name.G3_DISCLOSED_WITHOUT_RECORD,
                            "read " + call.employee + " of " + call.references[i] + ", began " + call.began);
                }
            }
        });
    }

    private void lostEvents() {
        for (Change change : history.changes()) {
            if (change.mustBeInTheLog() && !events.contains(change.kind() + " " + change.subject())) {
                found(Name.LOST_EVENT, change.kind() + " " + change.subject() + ", acknowledged " + change.ended());
            }
        }
        state.persons().forEach((id, person) -> {
            long last = person.revisions.stream().mapToLong(Long::longValue).max().orElse(0);
            // As above: an event that a planted fault lost in an earlier run is in no later log either.
            if (history.persons().contains(id) && person.revisions.size() != last) {
                found(Name.LOST_REVISION, "person " + id + " has " + person.revisions.size() + " of " + last);
            }
        });
    }

    private void found(Name name, String detail) {
        violations.add(new Violation(name, detail));
    }

    String figures() {
        return "%,d disclosures and %,d denials in the log, the oldest view's proof was %d ms old when its read began"
                .formatted(disclosures, denials, oldestView.toMillis());
    }
}
