package de.handschlag.consent.consentrecord;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What an agency asked of a person before, for one purpose: what the person has before them, and what they are left in peace about
 * (R2, ADR 60). By whose client, for which of its cases and for how long it was asked makes no difference.
 *
 * @param waiting  requests that wait for the person
 * @param declined attributes that the person said no to within the time of peace
 * @param tooOften whether the agency took so many requests back that the next one would be a nuisance
 */
record AskedBefore(List<ConsentRecord> waiting, Set<String> declined, boolean tooOften) {

    /**
     * @param recipientVersion of the agency that asks now
     * @param records of the person, the agency and the purpose all that wait, were decided, or were taken back */
    static AskedBefore of(List<ConsentRecord> records, int recipientVersion, AskingSettings settings, Instant now) {
        Set<String> declined = new HashSet<>();
        // R7: who became another recipient asks anew.
        records.stream().filter(record -> record.recipientVersion() == recipientVersion)
                .filter(record -> isWithin(settings.peace(), record.decidedAt(), now))
                .forEach(record -> declined.addAll(record.declinedAttributes()));
        long takenBack = records.stream().filter(record -> ConsentRecord.TAKEN_BACK.equals(record.endReason())
                && isWithin(settings.openFor(), record.requestedAt(), now)).count();
        return new AskedBefore(records.stream().filter(record -> record.isWaiting(now)).toList(), declined,
                takenBack >= settings.takenBackAtMost());
    }

    /** What of these attributes the person is to be asked for, in the same order; empty if they are not to be asked. */
    List<String> newOf(List<String> attributes) {
        Set<String> left = new HashSet<>(attributes);
        left.removeAll(declined);
        // What waits already is put again only as a part of a request that asks for all of it and more.
        waiting.stream().filter(record -> !left.containsAll(record.putAttributes())).toList()
                .forEach(record -> left.removeAll(record.putAttributes()));
        boolean nothingNew = waiting.stream().flatMap(record -> record.putAttributes().stream()).toList()
                .containsAll(left);
        return tooOften || nothingNew ? List.of() : attributes.stream().filter(left::contains).toList();
    }

    private static boolean isWithin(Duration time, @Nullable Instant event, Instant now) {
        return event != null && now.isBefore(event.plus(time));
    }

    /** The requests that wait for nothing but what is put now. */
    List<ConsentRecord> containedIn(List<String> put) {
        return waiting.stream().filter(record -> put.containsAll(record.putAttributes())).toList();
    }
}
