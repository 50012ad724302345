package de.handschlag.verifier.lawfulness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.AttributeCatalogue.Attribute;
import de.handschlag.verifier.lawfulness.History.Erasure;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.payload.EntryForm.Entry;
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
    private final PurposeCatalogue purposes;
    private final Bounds bounds;
    private final Faults faults;
    private final RevisionRules revisions;
    private final CaseRules cases;
    private final GrantRules grants;
    private final NormRules norms;
    private final EmergencyRules emergencies;
    private final DeferralRules deferrals;
    private final ErasureRules erasures;
    private final List<VerifierKey> formerKeys;
    private final Judged judged = new Judged();
    private final Set<UUID> lostGrants = new HashSet<>();
    private long erasedGrants;

    /**
     * @param freshness   how old a view may be at most (G2)
     * @param commitDelay how long after the time that an event bears it may have been committed
     * @param clockSkew   by how much the clocks of two services may differ
     */
    public record Bounds(Duration freshness, Duration commitDelay, Duration clockSkew) {}

    /** @param formerKeys of the logs that this one continues, as far as the user has them; empty if none was given */
    public DisclosureRules(History history, AttributeCatalogue catalogue, PurposeCatalogue purposes, Bounds bounds,
            List<VerifierKey> formerKeys, Faults faults) {
        this.formerKeys = List.copyOf(formerKeys);
        this.history = history;
        this.catalogue = catalogue;
        this.purposes = purposes;
        this.bounds = bounds;
        this.faults = faults;
        this.revisions = new RevisionRules(history, faults);
        this.grants = new GrantRules(history, catalogue, purposes, bounds.clockSkew(), faults);
        this.cases = new CaseRules(history, bounds.clockSkew(), faults);
        this.norms = new NormRules(history, purposes, faults);
        this.emergencies = new EmergencyRules(history, bounds.clockSkew(), faults);
        this.deferrals = new DeferralRules(history, bounds.clockSkew(), faults);
        this.erasures = new ErasureRules(history, faults);
    }

    /** What was judged so far, and what could not be. */
    public Judged judged() {
        return judged;
    }

    /** The payload of this entry was erased, and another entry accounts for it. */
    public void erased(long index, Entry entry, Erasure how) {
        judged.erased(entry.retentionClass(), how);
        erasures.checkPlace(index, entry.type(), entry.retentionClass(), entry.month(), null);
        if (entry.retentionClass().equals("consent")) {
            revisions.erased(how);
        }
        if (mayHaveBeen(LoggedEvent.CONSENT_GIVEN, "consent", entry)) {
            erasedGrants++;
        } else if (mayHaveBeen(LoggedEvent.EMERGENCY_OPENED, "access", entry)) {
            emergencies.erased();
        }
        if (mayHaveBeen(LoggedEvent.NOTICE_DEFERRAL_CHANGED, "access", entry)) {
            deferrals.erased();
        }
    }

    /** Of an entry that does not name its type only the class is left. */
    private static boolean mayHaveBeen(String type, String retentionClass, Entry entry) {
        return entry.type() == null ? entry.retentionClass().equals(retentionClass) : entry.type().equals(type);
    }

    /**
     * @param type   that the payload names
     * @param person whom the payload names; null if it names nobody
     * @param time   of the event
     */
    public void check(long index, Entry entry, String type, LoggedEvent event, @Nullable UUID person, Instant time) {
        erasures.checkPlace(index, type, entry.retentionClass(), entry.month(), time);
        erasures.checkAnnounced(index, person);
        if (event instanceof LoggedEvent.PersonChange change) {
            revisions.check(index, change);
        }
        switch (event) {
            case Given given -> grants.checkGiven(index, given);
            case LoggedEvent.Ended ended -> grants.checkEnded(index, ended);
            case LoggedEvent.Release release -> grants.checkRelease(index, release);
            case LoggedEvent.PersonChange change -> {
            }
            case LoggedEvent.Enforced enforced ->
                revisions.requireReached(index, enforced.person(), enforced.revision());
            case LoggedEvent.Denied denied -> {
                requireNothingMissing(index, denied.missing());
                if (denied.person() != null) {
                    revisions.requireReached(index, denied.person(), denied.revision());
                    if (denied.deferred() != null) {
                        deferrals.checkRead(index, denied.person(), denied.deferred());
                    }
                }
            }
            case Disclosed disclosed -> {
                judged.disclosure(disclosed.basis());
                revisions.requireReached(index, disclosed.person(), disclosed.revision());
                checkNamed(index, disclosed);
                checkMoment(index, disclosed);
                if (disclosed.deferred() != null) {
                    deferrals.checkRead(index, disclosed.person(), disclosed.deferred());
                }
                boolean caseKnown = cases.check(index, disclosed);
                boolean basisKnown = checkBasis(index, disclosed);
                if (!caseKnown || !basisKnown) {
                    judged.unprovable(disclosed.basis());
                }
            }
            case LoggedEvent.EmergencyOpened opened -> emergencies.checkOpened(index, opened);
            case LoggedEvent.EmergencyReviewed reviewed -> emergencies.checkReviewed(index, reviewed);
            case LoggedEvent.DeferralChanged changed -> deferrals.checkChanged(index, changed);
            case LoggedEvent.LogErased erased -> erasures.check(index, erased);
            case LoggedEvent.Continued continued -> {
                ContinuationRules.check(index, continued, formerKeys, faults);
                judged.continues(continued);
            }
            case LoggedEvent.Held held -> {
            }
            case LoggedEvent.Other other -> {
            }
        }
    }

    /** R25, and that nothing is read of somebody who was erased. */
    private void checkNamed(long index, Disclosed disclosed) {
        requireNothingMissing(index, disclosed.missing());
        Person person = history.person(disclosed.person());
        if (person != null && person.erasedRevision != null && person.erasedRevision <= disclosed.revision()) {
            faults.add(FaultKind.AFTER_ERASURE, index, "the person had been erased at consent revision "
                    + person.erasedRevision + ", the decision saw " + disclosed.revision());
        }
    }

    private void requireNothingMissing(long index, List<String> missing) {
        if (!missing.isEmpty()) {
            faults.add(FaultKind.DISCLOSURE_INCOMPLETE, index,
                    "it does not name " + String.join(", ", missing) + " (R25)");
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

    /** @return false if what it rests on was erased since */
    private boolean checkBasis(long index, Disclosed disclosed) {
        Basis basis = disclosed.basis();
        if (!(basis instanceof Basis.Emergency || basis instanceof Basis.None)
                && (purposes.isEmergency(disclosed.purpose()) || history.isEmergencyPurpose(disclosed.purpose()))) {
            faults.add(FaultKind.EMERGENCY_ACCESS, index,
                    "purpose " + disclosed.purpose() + " is an emergency's, and no emergency access is named");
        }
        return switch (basis) {
            case Basis.Grants(List<UUID> ids) -> checkGrants(index, disclosed, ids);
            case Basis.Statute(String norm) -> checkNorm(index, disclosed, norm, PurposeCatalogue.STATUTE);
            case Basis.Emergency(UUID accessId, String norm) ->
                checkNorm(index, disclosed, norm, PurposeCatalogue.EMERGENCY)
                        && emergencies.checkRead(index, disclosed, accessId, norm);
            case Basis.Several() -> checkNoBasis(index, "both grants and a norm");
            case Basis.None() -> checkNoBasis(index, "neither a grant nor a norm");
        };
    }

    private boolean checkNoBasis(long index, String named) {
        faults.add(FaultKind.NO_BASIS, index, "a disclosure names " + named);
        return true;
    }

    /** @return true: the norm itself is there to be judged */
    private boolean checkNorm(long index, Disclosed disclosed, String norm, String basis) {
        checkShareable(index, disclosed);
        norms.check(index, disclosed, norm, basis);
        return true;
    }

    /** @return false if a payload that it rests on was erased since */
    private boolean checkGrants(long index, Disclosed disclosed, List<UUID> ids) {
        checkShareable(index, disclosed);
        List<Given> covering = new ArrayList<>();
        boolean missing = false;
        boolean lost = false;
        boolean provable = true;
        // The revision of a grant that was erased is missing among the person's.
        boolean someErased = history.personEvenIfErased(disclosed.person()).hasGap(0, disclosed.revision());
        for (UUID id : ids) {
            Grant grant = history.grant(id);
            if (grant == null || grant.given == null) {
                if (someErased && (lostGrants.contains(id) || lostGrants.size() < erasedGrants)) {
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
                provable &= checkGrant(index, disclosed, grant, grant.given);
            }
            covering.add(grant.given);
        }
        if (lost || missing) {
            return !lost; // Which attributes it would cover, nobody can say.
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
        return provable;
    }

    /** @return false if what may have ended the grant was erased since, so that nobody can say whether it held */
    private boolean checkGrant(long index, Disclosed disclosed, Grant grant, Given given) {
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
        if (disclosed.decidedAt().plus(bounds.clockSkew()).isBefore(given.at())) {
            faults.add(FaultKind.DATED_BEFORE, index, "it was decided at " + disclosed.decidedAt() + ", and grant "
                    + given.grantId() + " was given only at " + given.at());
        }
        Instant expiresAt = grant.expiresAt(given, disclosed.revision());
        if (!disclosed.startedAt().isBefore(expiresAt)) {
            faults.add(FaultKind.GRANT_ENDED, index, "grant " + given.grantId() + " expired at " + expiresAt
                    + ", the disclosure began at " + disclosed.startedAt());
        }
        return checkGaps(index, disclosed, given);
    }

    /**
     * Nobody erases a withdrawal and leaves what was given: a class goes month by month from the oldest on, and a person's payloads go
     * together. Only what a hold of the agency keeps can stay.
     */
    private boolean checkGaps(long index, Disclosed disclosed, Given given) {
        Person person = history.person(given.person());
        if (person == null || grantEndIsKnown(given, disclosed)
                || !person.hasGap(given.revision(), disclosed.revision())) {
            return true;
        }
        if (person.erasedRevision == null && !history.wasHeld(given.agency())) {
            faults.add(FaultKind.ERASURE, index,
                    "decisions behind consent revision " + given.revision() + " were erased, and grant "
                            + given.grantId() + ", which one of them may have ended, was left and used");
        }
        return false;
    }

    private boolean grantEndIsKnown(Given given, Disclosed disclosed) {
        Grant grant = history.grant(given.grantId());
        Long ended = grant == null ? null : grant.endedRevision;
        return ended != null && ended <= disclosed.revision();
    }

    private void checkShareable(long index, Disclosed disclosed) {
        boolean byGrant = disclosed.basis() instanceof Basis.Grants;
        for (String attribute : disclosed.attributes()) {
            // What an earlier catalogue let persons share, it let no norm read.
            Attribute known = catalogue.attribute(attribute, byGrant && history.isOfEarlierCatalogue(index));
            if (known == null) {
                faults.add(FaultKind.ATTRIBUTE_NOT_SHAREABLE, index,
                        "attribute " + attribute + " is in no catalogue (--catalogue adds a municipality's own)");
            } else if (byGrant ? !known.shareable() : !known.readable()) {
                faults.add(FaultKind.ATTRIBUTE_NOT_SHAREABLE, index,
                        "attribute " + attribute + " may not be shared on this basis");
            }
        }
    }
}
