package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.LoggedEvent.LogErased;

/** What an entry of an erasure may cover (G5, R28), and whether entries stand in the class and month by which they are erased. */
public final class ErasureRules {

    private static final Set<String> CLASSES = Set.of("consent", "access", "enforcement", "control");
    /** The class of what says what was erased; itself never erased. */
    public static final String ERASURE = "erasure";

    /** By how much the log's clock may be behind that of a service, at the turn of a month. */
    private static final Duration AROUND_MIDNIGHT = Duration.ofHours(1);

    private final History history;
    private final Faults faults;

    ErasureRules(History history, Faults faults) {
        this.history = history;
        this.faults = faults;
    }

    void check(long index, LogErased erased) {
        switch (erased.reason()) {
            case LogErased.RETENTION -> checkRetention(index, erased);
            case LogErased.PERSON_ERASED -> checkPersons(index, erased);
            default -> wrong(index, "nothing is erased for the reason " + erased.reason());
        }
        for (LogErased.Range range : erased.ranges()) {
            if (range.first() > range.last() || range.last() >= index) {
                wrong(index, "an erasure covers only what stands before it, not entries " + range.first() + " to "
                        + range.last());
            }
        }
    }

    private void checkRetention(long index, LogErased erased) {
        String retentionClass = erased.retentionClass();
        String named = erased.month();
        if (retentionClass == null || named == null || !erased.ranges().isEmpty()) {
            wrong(index, "what was kept for long enough is erased by class and month");
            return;
        }
        if (!CLASSES.contains(retentionClass)) {
            wrong(index, "there is nothing to be erased of class " + retentionClass);
        }
        try {
            if (!YearMonth.parse(named).isBefore(YearMonth.from(erased.at().atOffset(ZoneOffset.UTC)))) {
                wrong(index, "at " + erased.at() + " the month " + named + " was not over");
            }
        } catch (DateTimeParseException e) {
            wrong(index, named + " is no month");
        }
    }

    private void checkPersons(long index, LogErased erased) {
        if (erased.ranges().isEmpty() || erased.retentionClass() != null) {
            wrong(index, "payloads of erased persons are erased by their positions");
        }
        // Where decisions are erased by their age, what told of the person's erasure may have gone since.
        if (history.firstPersonErased() > index && !history.erasesOldConsents()) {
            wrong(index, "nobody had been erased before");
        }
    }

    /** A payload that is there, and that an entry counts to those of erased persons, is an erased person's. */
    void checkAnnounced(long index, @Nullable UUID id) {
        long by = history.announcedBy(index);
        if (by < 0 || id == null || history.erasesOldConsents()) {
            return;
        }
        Person person = history.person(id);
        if (person == null || person.erasedIndex > by) {
            faults.add(FaultKind.ERASURE, index,
                    "entry " + by + " counts it to those of erased persons, and person " + id + " had not been erased");
        }
    }

    /**
     * Whether the entry stands where its payload belongs.
     *
     * @param type null if the payload is gone and its entry does not name it
     * @param time of the event; null if the payload is gone
     */
    void checkPlace(long index, @Nullable String type, String retentionClass, String month, @Nullable Instant time) {
        String belongs = type == null ? null : classOf(type);
        if (belongs != null && !belongs.equals(retentionClass)) {
            faults.add(FaultKind.RETENTION_CLASS, index,
                    "an event of type " + type + " stands in class " + retentionClass + ", and not in " + belongs);
        }
        if (time != null && YearMonth.parse(month)
                .isBefore(YearMonth.from(time.minus(AROUND_MIDNIGHT).atOffset(ZoneOffset.UTC)))) {
            faults.add(FaultKind.RETENTION_CLASS, index,
                    "an event of " + time + " stands in month " + month + ", as if it had been recorded before it was");
        }
    }

    /** Null for a type that nobody knows. */
    private static @Nullable String classOf(String type) {
        return switch (type) {
            case LoggedEvent.CONSENT_GIVEN, "de.handschlag.consent.requested.v1", "de.handschlag.consent.refused.v1",
                    "de.handschlag.consent.withdrawn.v1", "de.handschlag.consent.expired.v1",
                    "de.handschlag.consent.invalidated.v1", "de.handschlag.secrecy.released.v1",
                    "de.handschlag.secrecy.release-withdrawn.v1", "de.handschlag.case.linked.v1",
                    "de.handschlag.case.unlinked.v1", "de.handschlag.login.binding-requested.v1",
                    "de.handschlag.login.bound.v1", "de.handschlag.login.unbound.v1",
                    "de.handschlag.binding-code.made.v1", "de.handschlag.person.erased.v1" ->
                "consent";
            case "de.handschlag.data.disclosed.v1", "de.handschlag.view.unchanged.v1",
                    "de.handschlag.disclosure.denied.v1", LoggedEvent.EMERGENCY_OPENED,
                    "de.handschlag.emergency-access.reviewed.v1", LoggedEvent.NOTICE_DEFERRAL_CHANGED,
                    "de.handschlag.obligation.answered.v1", "de.handschlag.obligation.overdue.v1",
                    "de.handschlag.client-limit.exceeded.v1" ->
                "access";
            case "de.handschlag.revision.enforced.v1" -> "enforcement";
            case "de.handschlag.log.queried.v1", "de.handschlag.legal-hold.set.v1",
                    "de.handschlag.legal-hold.released.v1", LoggedEvent.COMPLETENESS_STATED ->
                "control";
            case LoggedEvent.LOG_ERASED, LoggedEvent.LOG_CONTINUED -> ERASURE;
            default -> null;
        };
    }

    private void wrong(long index, String sentence) {
        faults.add(FaultKind.ERASURE, index, sentence);
    }
}
