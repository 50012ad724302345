package de.handschlag.verifier.lawfulness;

import java.time.Duration;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.payload.LoggedEvent.Disclosed;

/** Whether the case reference by which a disclosure was asked for stood for its person, at the revision that the decision saw. */
final class CaseRules {

    private final History history;
    private final Duration clockSkew;
    private final Faults faults;

    CaseRules(History history, Duration clockSkew, Faults faults) {
        this.history = history;
        this.clockSkew = clockSkew;
        this.faults = faults;
    }

    /** @return false if the payload that tied the case to the person was erased since */
    boolean check(long index, Disclosed disclosed) {
        Person person = history.person(disclosed.person());
        String agency = disclosed.agency();
        String caseReference = disclosed.caseReference();
        if (agency == null || caseReference == null) {
            return true; // Named already.
        }
        CaseLinkSpan link = person == null ? null : person.link(agency, caseReference, disclosed.revision());
        if (link == null && person != null && person.hasGap(0, disclosed.revision())) {
            return false;
        }
        if (link == null) {
            faults.add(FaultKind.CASE_REFERENCE, index, "case " + caseReference + " of agency " + agency
                    + " did not stand for the person at consent revision " + disclosed.revision());
        } else if (disclosed.decidedAt().plus(clockSkew).isBefore(link.at)) {
            faults.add(FaultKind.DATED_BEFORE, index, "it was decided at " + disclosed.decidedAt() + ", and case "
                    + caseReference + " was linked only at " + link.at);
        }
        return true;
    }
}
