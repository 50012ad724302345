package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.AttributeCatalogue.Attribute;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.LoggedEvent.Basis;
import de.handschlag.verifier.payload.LoggedEvent.Disclosed;
import de.handschlag.verifier.payload.LoggedEvent.Given;

/**
 * Holds each event, in the log's order, against the history. What a decision saw is compared by revision, which needs no
 * clock; clocks decide only about expiry, freshness and enforcement.
 */
public final class DisclosureRules {

    private final History history;
    private final AttributeCatalogue catalogue;
    private final Bounds bounds;
    private final Faults faults;
    private final EmergencyRules emergencies;
    private final Set<UUID> lostGrants = new HashSet<>();
    private long erasedGrants;
    private long erasedConsentEvents;
    private long disclosures;
    private long unprovable;

    /**
     * @param freshness   how old a view may be at most (G2)
     * @param commitDelay how long after the time that an event bears it may have been committed
     */
    public record Bounds(Duration freshness, Duration commitDelay) {}

    public DisclosureRules(History history, AttributeCatalogue catalogue, Bounds bounds, Faults faults) {
        this.history = history;
        this.catalogue = catalogue;
        this.bounds = bounds;
        this.faults = faults;
        this.emergencies = new EmergencyRules(history, faults);
    }

    /** Disclosures that were judged. */
    public long disclosures() {
        return disclosures;
    }

    /** Disclosures on a grant or emergency access whose payload was erased since, and which can therefore not be judged. */
    public long unprovable() {
        return unprovable;
    }

    /** An entry of this class and type was erased, and another entry accounts for it. */
    public void erased(String retentionClass, String type) {
        if (retentionClass.equals("consent")) {
            erasedConsentEvents++;
        }
        if (type.equals(LoggedEvent.CONSENT_GIVEN)) {
            erasedGrants++;
        } else if (type.equals(LoggedEvent.EMERGENCY_OPENED)) {
            emergencies.erased();
        }
    }

    public void check(long index, LoggedEvent event) {
        switch (event) {
            case Given given -> {
                reach(given);
                Grant grant = history.grant(given.grantId());
                if (grant != null && grant.givenIndex != index) {
                    faults.add(FaultKind.GRANT_REPEATED, index,
                            "consent " + given.grantId() + " was given before, at entry " + grant.givenIndex);
                }
            }
            case LoggedEvent.PersonChange change -> reach(change);
            case LoggedEvent.Enforced enforced -> requireReached(index, enforced.person(), enforced.revision());
            case LoggedEvent.Denied denied -> {
                if (denied.person() != null) {
                    requireReached(index, denied.person(), denied.revision());
                }
            }
            case Disclosed disclosed -> {
                disclosures++;
                requireReached(index, disclosed.person(), disclosed.revision());
                checkMoment(index, disclosed);
                checkBasis(index, disclosed);
            }
            case LoggedEvent.EmergencyOpened opened -> emergencies.checkOpened(index, opened);
            case LoggedEvent.EmergencyReviewed reviewed -> {
            }
            case LoggedEvent.LogErased erased -> {
            }
            case LoggedEvent.Other other -> {
            }
        }
    }

    private void reach(LoggedEvent.PersonChange change) {
        Person person = history.person(change.person());
        if (person != null) {
            person.reached = Math.max(person.reached, change.revision());
        }
    }

    /** The causal order: consent events up to the revision that was seen stand before what saw it. */
    private void requireReached(long index, UUID id, long revision) {
        Person person = history.person(id);
        long reached = person == null ? 0 : person.reached;
        // Erased consent events may be the ones that are missing, but no more than there were.
        if (revision - reached > erasedConsentEvents) {
            faults.add(FaultKind.CAUSAL_ORDER, index, "it saw consent revision " + revision + " of person " + id
                    + ", and the log is at " + reached + " before it");
        }
    }

    private void checkMoment(long index, Disclosed disclosed) {
        Duration age = Duration.between(disclosed.viewFreshAsOf(), disclosed.decidedAt());
        if (disclosed.decidedAt().isBefore(disclosed.startedAt())) {
            // Otherwise an entry would be fresh by putting its decision before its own beginning.
            faults.add(FaultKind.NOT_FRESH, index,
                    "it was decided at " + disclosed.decidedAt() + ", before it began at " + disclosed.startedAt());
        } else if (age.abs().compareTo(bounds.freshness()) > 0) {
            faults.add(FaultKind.NOT_FRESH, index, "it was decided at " + disclosed.decidedAt()
                    + " on a view that was fresh as of " + disclosed.viewFreshAsOf());
        }
        Person person = history.person(disclosed.person());
        if (person == null) {
            return;
        }
        Instant enforced = person.receipts.earliestAfter(disclosed.revision());
        if (enforced != null && !disclosed.startedAt().isBefore(enforced)) {
            faults.add(FaultKind.ENFORCEMENT_IGNORED, index,
                    "it began at " + disclosed.startedAt() + " and saw consent revision " + disclosed.revision()
                            + ", though a later one was enforced at " + enforced);
        }
        Instant changed = person.changes.earliestAfter(disclosed.revision());
        if (changed != null
                && disclosed.startedAt().isAfter(changed.plus(bounds.freshness()).plus(bounds.commitDelay()))) {
            faults.add(FaultKind.NOT_FRESH, index, "it began at " + disclosed.startedAt() + " and saw consent revision "
                    + disclosed.revision() + ", though a later one is of " + changed);
        }
    }

    private void checkBasis(long index, Disclosed disclosed) {
        switch (disclosed.basis()) {
            case Basis.Grants(List<UUID> ids) -> checkGrants(index, disclosed, ids);
            case Basis.Statute(String norm) -> checkShareable(index, disclosed);
            case Basis.Emergency(UUID accessId, String norm) -> {
                checkShareable(index, disclosed);
                if (!emergencies.checkRead(index, disclosed, accessId)) {
                    unprovable++;
                }
            }
            case Basis.None() -> faults.add(FaultKind.NO_BASIS, index, "a disclosure names neither a grant nor a norm");
        }
    }

    private void checkGrants(long index, Disclosed disclosed, List<UUID> ids) {
        checkShareable(index, disclosed);
        List<Given> covering = new ArrayList<>();
        boolean missing = false;
        boolean lost = false;
        for (UUID id : ids) {
            Grant grant = history.grant(id);
            if (grant == null || grant.given == null) {
                if (lostGrants.contains(id) || lostGrants.size() < erasedGrants) {
                    lostGrants.add(id);
                    lost = true;
                } else {
                    faults.add(FaultKind.GRANT_MISSING, index, "grant " + id + " is nowhere in the log");
                    missing = true;
                }
                continue;
            }
            if (grant.givenIndex > index) {
                faults.add(FaultKind.GRANT_MISSING, index,
                        "grant " + id + " was given only later, at entry " + grant.givenIndex);
            } else {
                checkGrant(index, disclosed, grant, grant.given);
            }
            covering.add(grant.given);
        }
        if (lost) {
            unprovable++;
        }
        if (lost || missing) {
            return; // Which attributes it would cover, nobody can say.
        }
        for (String attribute : disclosed.attributes()) {
            List<Given> granting = covering.stream().filter(given -> given.attributes().contains(attribute)).toList();
            if (granting.isEmpty()) {
                faults.add(FaultKind.ATTRIBUTE_NOT_GRANTED, index,
                        "attribute " + attribute + " is covered by none of the grants");
                continue;
            }
            Attribute known = catalogue.attribute(attribute, history.isOfEarlierCatalogue(index));
            if (known != null && known.specialCategory()
                    && granting.stream().noneMatch(given -> given.explicitAttributes().contains(attribute))) {
                faults.add(FaultKind.ATTRIBUTE_NOT_EXPLICIT, index,
                        "attribute " + attribute + " is of a special category and was not confirmed in its own step");
            }
        }
    }

    private void checkGrant(long index, Disclosed disclosed, Grant grant, Given given) {
        if (!given.person().equals(disclosed.person())) {
            faults.add(FaultKind.GRANT_PERSON, index, "grant " + given.grantId() + " is another person's");
        }
        if (!given.agency().equals(disclosed.agency())) {
            faults.add(FaultKind.GRANT_AGENCY, index,
                    "grant " + given.grantId() + " is for agency " + given.agency() + ", not " + disclosed.agency());
        }
        if (!given.purpose().equals(disclosed.purpose())) {
            faults.add(FaultKind.GRANT_PURPOSE, index,
                    "grant " + given.grantId() + " is for purpose " + given.purpose() + ", not " + disclosed.purpose());
        }
        if (given.revision() > disclosed.revision()) {
            faults.add(FaultKind.GRANT_MISSING, index, "grant " + given.grantId() + " is of consent revision "
                    + given.revision() + ", the decision saw " + disclosed.revision());
        }
        if (grant.endedRevision != null && grant.endedRevision <= disclosed.revision()) {
            faults.add(FaultKind.GRANT_ENDED, index, "grant " + given.grantId() + " was " + grant.how
                    + " at consent revision " + grant.endedRevision + ", the decision saw " + disclosed.revision());
        }
        Person person = history.person(given.person());
        if (person != null && person.erasedRevision != null && person.erasedRevision <= disclosed.revision()) {
            faults.add(FaultKind.GRANT_ENDED, index, "the person of grant " + given.grantId() + " had been erased");
        }
        if (!disclosed.startedAt().isBefore(given.expiresAt())) {
            faults.add(FaultKind.GRANT_ENDED, index, "grant " + given.grantId() + " expired at " + given.expiresAt()
                    + ", the disclosure began at " + disclosed.startedAt());
        }
    }

    private void checkShareable(long index, Disclosed disclosed) {
        for (String attribute : disclosed.attributes()) {
            Attribute known = catalogue.attribute(attribute, history.isOfEarlierCatalogue(index));
            if (known == null) {
                faults.add(FaultKind.ATTRIBUTE_NOT_SHAREABLE, index,
                        "attribute " + attribute + " is in no catalogue (--catalogue adds a municipality's own)");
            } else if (disclosed.basis() instanceof Basis.Grants ? !known.shareable() : !known.readable()) {
                faults.add(FaultKind.ATTRIBUTE_NOT_SHAREABLE, index,
                        "attribute " + attribute + " may not be shared on this basis");
            }
        }
    }
}
