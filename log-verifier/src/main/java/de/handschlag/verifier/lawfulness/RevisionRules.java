package de.handschlag.verifier.lawfulness;

import java.util.UUID;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.History.Erasure;
import de.handschlag.verifier.payload.LoggedEvent;

/**
 * A person's revisions begin at one and follow each other (R39): otherwise a withdrawal could be left out, and nobody would see it once
 * anything later follows. A revision may be missing only if its payload was erased, so each one that is missing takes one of the erased
 * payloads that stand before.
 */
final class RevisionRules {

    private final History history;
    private final Faults faults;
    /** Erased decisions that no missing revision was accounted to yet, by what announced them. */
    private long erasedByRetention;
    private long erasedWithPersons;
    /** As {@link #erasedWithPersons}, for persons whose own erasure may have been erased by its age. */
    private long erasedWithUnknown;

    RevisionRules(History history, Faults faults) {
        this.history = history;
        this.faults = faults;
    }

    /** The payload of a decision was erased. */
    void erased(Erasure how) {
        if (how == Erasure.PERSON) {
            erasedWithPersons++;
            erasedWithUnknown++;
        } else {
            erasedByRetention++;
        }
    }

    void check(long index, LoggedEvent.PersonChange change) {
        Person person = history.person(change.person());
        if (person == null) {
            return;
        }
        if (change.revision() <= person.reached) {
            faults.add(FaultKind.REVISION_REPEATED, index, "consent revision " + change.revision() + " of person "
                    + change.person() + " stands behind revision " + person.reached);
            return;
        }
        if (!skip(person, change.revision() - 1)) {
            faults.add(FaultKind.REVISION_GAP, index, "consent revision " + change.revision() + " of person "
                    + change.person() + " follows revision " + person.reached);
        }
        person.reached = change.revision();
        if (person.erasedRevision != null && change.revision() > person.erasedRevision) {
            faults.add(FaultKind.AFTER_ERASURE, index, "person " + change.person() + " was erased at consent revision "
                    + person.erasedRevision + ", and something changes at " + change.revision());
        }
    }

    /** The causal order: consent events up to the revision that was seen stand before what saw it. */
    void requireReached(long index, UUID id, long revision) {
        Person person = history.personEvenIfErased(id);
        if (!skip(person, revision)) {
            faults.add(FaultKind.CAUSAL_ORDER, index, "it saw consent revision " + revision + " of person " + id
                    + ", and the log is at " + person.reached + " before it");
        }
    }

    /** @return false if revisions up to this one are missing, and were not erased */
    private boolean skip(Person person, long upTo) {
        long missing = upTo - person.reached;
        if (missing <= 0) {
            return true;
        }
        if (!take(person, missing)) {
            return false;
        }
        person.addGap(person.reached + 1, upTo);
        person.reached = upTo;
        return true;
    }

    private boolean take(Person person, long missing) {
        boolean known = person.erasedRevision != null;
        if (!known && erasedByRetention >= missing) {
            erasedByRetention -= missing;
            return true;
        }
        if (known) {
            long withPersons = Math.min(erasedWithPersons, missing);
            if (erasedByRetention < missing - withPersons) {
                return false;
            }
            erasedWithPersons -= withPersons;
            erasedByRetention -= missing - withPersons;
            return true;
        }
        // What a hold or a norm keeps of an erased person can outlive the entry that tells of the person's erasure.
        if (history.erasesOldConsents() && erasedWithUnknown >= missing) {
            erasedWithUnknown -= missing;
            return true;
        }
        return false;
    }
}
