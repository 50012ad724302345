package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.payload.LoggedEvent.DeferralChanged;
import de.handschlag.verifier.payload.LoggedEvent.Deferred;

/** R22: a person is shown a read later only if a second employee approved that before, for this read and no longer than until its end. */
final class DeferralRules {

    private final History history;
    private final Duration clockSkew;
    private final Faults faults;
    private final Set<UUID> lost = new HashSet<>();
    private long erased;

    DeferralRules(History history, Duration clockSkew, Faults faults) {
        this.history = history;
        this.clockSkew = clockSkew;
        this.faults = faults;
    }

    /** The payload of what may have been a change of a deferral was erased, and another entry accounts for it. */
    void erased() {
        erased++;
    }

    /** An approval is of what another employee asked for before, as it was asked for. */
    void checkChanged(long index, DeferralChanged changed) {
        if (!changed.state().equals(DeferralChanged.APPROVED)) {
            return;
        }
        UUID id = changed.deferralId();
        Deferral deferral = history.deferral(id);
        DeferralChanged requested = deferral == null ? null : deferral.requested;
        if (deferral == null || requested == null) {
            if (!isLost(id)) {
                wrong(index, "deferral " + id + " was approved, and nobody asked for it");
            }
            return;
        }
        if (deferral.requestedIndex > index || changed.changedAt().plus(clockSkew).isBefore(requested.changedAt())) {
            wrong(index, "deferral " + id + " was approved before it was asked for");
        }
        if (requested.employee() == null || changed.employee() == null
                || requested.employee().equals(changed.employee())) {
            wrong(index, "deferral " + id + " was not approved by a second employee");
        }
        if (!isSame(requested, changed)) {
            wrong(index, "deferral " + id + " was approved for something else than was asked for");
        }
    }

    private static boolean isSame(DeferralChanged one, DeferralChanged other) {
        return one.person().equals(other.person()) && one.agency().equals(other.agency())
                && one.caseReference().equals(other.caseReference()) && one.purpose().equals(other.purpose())
                && one.fileNumber().equals(other.fileNumber()) && one.endsAt().equals(other.endsAt());
    }

    /** What puts off that a person is shown a read. */
    void checkRead(long index, UUID person, Deferred read) {
        UUID id = read.deferralId();
        if (id == null) {
            wrong(index, "the person is not shown it before " + read.until() + ", and it names no deferral");
            return;
        }
        Deferral deferral = history.deferral(id);
        DeferralChanged approved = deferral == null ? null : deferral.approved;
        if (deferral == null || approved == null) {
            if (!isLost(id)) {
                wrong(index, "deferral " + id + " was approved nowhere in the log");
            }
            return;
        }
        if (deferral.approvedIndex > index) {
            wrong(index, "deferral " + id + " was approved only later, at entry " + deferral.approvedIndex);
        } else if (read.startedAt().plus(clockSkew).isBefore(approved.changedAt())) {
            wrong(index, "the read began at " + read.startedAt() + ", and deferral " + id + " was approved only at "
                    + approved.changedAt());
        }
        if (!approved.person().equals(person) || !approved.agency().equals(read.agency())
                || !approved.caseReference().equals(read.caseReference()) || !approved.purpose().equals(read.purpose())
                || !approved.fileNumber().equals(read.fileNumber())) {
            wrong(index, "deferral " + id + " is for another person, agency, case, purpose or file");
        }
        if (read.until().isAfter(approved.endsAt())) {
            wrong(index, "the person is not shown it before " + read.until() + ", and deferral " + id + " ends at "
                    + approved.endsAt());
        }
    }

    /** There are no more of these than payloads that were erased. */
    private boolean isLost(UUID id) {
        return lost.contains(id) || lost.size() < erased && lost.add(id);
    }

    private void wrong(long index, String sentence) {
        faults.add(FaultKind.NOTICE_DEFERRAL, index, sentence);
    }
}
