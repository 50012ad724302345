package de.handschlag.verifier.lawfulness;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.LoggedEvent.LogErased;

/**
 * Consents, receipts and erasures of the whole log, collected before the disclosures are judged: a receipt or a withdrawal may
 * stand behind the disclosure that ignores it.
 */
public final class History {

    private final Map<UUID, Person> persons = new HashMap<>();
    private final Map<UUID, Grant> grants = new HashMap<>();
    private final Map<UUID, Guardian> guardians = new HashMap<>();
    private final Map<UUID, Emergency> emergencies = new HashMap<>();
    private final Map<UUID, Deferral> deferrals = new HashMap<>();
    private Instant newest = Instant.EPOCH;
    private long agencyTypesSince = Long.MAX_VALUE;
    private long groundsSince = Long.MAX_VALUE;
    /** One copy of each text and list: a few purposes and sets of attributes serve all grants. */
    private final Map<Object, Object> pool = new HashMap<>();
    /** Positions that are announced as those of erased persons: first → last and who announced it, without overlaps. */
    private final TreeMap<Long, Announced> erasedRanges = new TreeMap<>();
    /** Class and month → position of the last entry that says they were erased. */
    private final Map<String, Long> erasedMonths = new HashMap<>();
    private final Set<String> heldAgencies = new HashSet<>();
    private final Set<String> emergencyPurposes = new HashSet<>();
    /** Position of the first entry that tells of a person's erasure. */
    private long firstPersonErased = Long.MAX_VALUE;

    /** @param by position of the last entry that says so */
    private record Announced(long last, long by) {}

    /** What announces that a payload is erased. */
    public enum Erasure {
        /** Nothing. */
        NONE,
        /** Its class was kept for as long as it is kept (R28). */
        RETENTION,
        /** It was about an erased person (G5). */
        PERSON
    }

    /** Takes what this entry tells; to be called in the log's order. */
    public void add(long index, LoggedEvent event) {
        switch (event) {
            case LoggedEvent.Given given -> {
                person(given).changes.add(given.revision(), given.at());
                Grant grant = grants.computeIfAbsent(given.grantId(), id -> new Grant());
                if (grant.given == null) {
                    grant.givenIndex = index;
                    grant.given = new LoggedEvent.Given(given.person(), given.revision(), given.at(), given.grantId(),
                            pooled(given.agency()), pooled(given.purpose()), pooled(List.copyOf(given.attributes())),
                            pooled(List.copyOf(given.explicitAttributes())), given.expiresAt(), null, List.of(),
                            List.of(), null, given.recorded());
                } else if (grant.confirmed == null && grant.isConfirmation(grant.given, given)) {
                    grant.confirmedIndex = index;
                    grant.confirmed = given;
                }
            }
            case LoggedEvent.Ended ended -> {
                person(ended).changes.add(ended.revision(), ended.at());
                Grant grant = grants.computeIfAbsent(ended.grantId(), id -> new Grant());
                boolean another = grant.given != null && !grant.given.person().equals(ended.person());
                if (!another && (grant.endedRevision == null || ended.revision() < grant.endedRevision)) {
                    grant.endedRevision = ended.revision();
                    grant.how = ended.how();
                }
            }
            case LoggedEvent.PersonErased erased -> {
                Person person = person(erased);
                person.changes.add(erased.revision(), erased.at());
                person.erasedRevision = person.erasedRevision == null
                        ? erased.revision()
                        : Math.min(person.erasedRevision, erased.revision());
                person.erasedIndex = Math.min(person.erasedIndex, index);
                firstPersonErased = Math.min(firstPersonErased, index);
            }
            case LoggedEvent.Release release -> person(release).changes.add(release.revision(), release.at());
            case LoggedEvent.GuardianLogin login -> {
                person(login).changes.add(login.revision(), login.at());
                guardians.computeIfAbsent(login.bindingId(), id -> new Guardian(login.person())).note(login);
            }
            case LoggedEvent.Changed changed -> person(changed).changes.add(changed.revision(), changed.at());
            case LoggedEvent.CaseLink link -> {
                Person person = person(link);
                person.changes.add(link.revision(), link.at());
                if (link.ends()) {
                    person.endLink(link.agency(), link.caseReference(), link.revision());
                } else {
                    person.links.add(new CaseLinkSpan(pooled(link.agency()), link.caseReference(),
                            link.agencyType() == null ? null : pooled(link.agencyType()), link.revision(), link.at()));
                }
                if (link.agencyType() != null && index < agencyTypesSince) {
                    agencyTypesSince = index;
                }
            }
            case LoggedEvent.Enforced enforced ->
                persons.computeIfAbsent(enforced.person(), id -> new Person()).receipts.add(enforced.revision(),
                        enforced.enforcedAt());
            case LogErased erased -> addErased(index, erased);
            case LoggedEvent.EmergencyOpened opened -> {
                Emergency emergency = emergencies.computeIfAbsent(opened.accessId(), id -> new Emergency());
                emergencyPurposes.add(opened.purpose());
                if (emergency.opened == null) {
                    emergency.openedIndex = index;
                    emergency.opened = opened;
                }
            }
            case LoggedEvent.EmergencyReviewed review -> {
                Emergency emergency = emergencies.get(review.accessId());
                if (emergency != null) {
                    emergency.review(review);
                }
            }
            case LoggedEvent.DeferralChanged changed ->
                deferrals.computeIfAbsent(changed.deferralId(), id -> new Deferral()).add(index, changed);
            case LoggedEvent.Held held -> {
                if (held.agency() != null) {
                    heldAgencies.add(held.agency());
                }
            }
            case LoggedEvent.Disclosed disclosed -> {
                if (disclosed.basis() instanceof LoggedEvent.Basis.Statute && disclosed.saysWhatFor()) {
                    groundsSince = Math.min(groundsSince, index);
                }
            }
            case LoggedEvent.Denied denied -> {
            }
            case LoggedEvent.Continued continued -> {
            }
            case LoggedEvent.Other other -> {
            }
        }
    }

    private void addErased(long index, LogErased erased) {
        if (erased.retentionClass() != null) {
            erasedMonths.put(erased.retentionClass() + " " + erased.month(), index);
        }
        for (LogErased.Range range : erased.ranges()) {
            // An erasure speaks of what stands before it; whatever else it claims accounts for nothing.
            long first = range.first();
            long last = Math.min(range.last(), index - 1);
            if (first > last) {
                continue;
            }
            Map.Entry<Long, Announced> before = erasedRanges.floorEntry(first);
            if (before != null && before.getValue().last() >= first - 1) {
                first = before.getKey();
                last = Math.max(last, before.getValue().last());
            }
            for (Map.Entry<Long, Announced> next = erasedRanges.ceilingEntry(first); next != null
                    && next.getKey() <= last + 1; next = erasedRanges.ceilingEntry(first)) {
                last = Math.max(last, next.getValue().last());
                erasedRanges.remove(next.getKey());
            }
            erasedRanges.put(first, new Announced(last, index));
        }
    }

    private Person person(LoggedEvent.PersonChange change) {
        return persons.computeIfAbsent(change.person(), id -> new Person());
    }

    @SuppressWarnings("unchecked")
    private <T> T pooled(T value) {
        Object known = pool.putIfAbsent(value, value);
        return known == null ? value : (T) known;
    }

    /** Something in the log happened at this time. */
    public void sawTime(Instant time) {
        newest = time.isAfter(newest) ? time : newest;
    }

    /** Whether this entry is from before agencies' types were told, and so from before the catalogue of today. */
    boolean isOfEarlierCatalogue(long index) {
        return index < agencyTypesSince;
    }

    /** Whether reads by a statute before this entry say for which file and why, so that this one has to. */
    boolean hasGroundsBefore(long index) {
        return index > groundsSince;
    }

    /** The latest time of an event in the log. */
    public Instant newest() {
        return newest;
    }

    /** Null if it is no guardian's, or nothing tells of it. */
    @Nullable
    Guardian guardian(UUID loginBindingId) {
        return guardians.get(loginBindingId);
    }

    @Nullable
    Emergency emergency(UUID id) {
        return emergencies.get(id);
    }

    @Nullable
    Deferral deferral(UUID id) {
        return deferrals.get(id);
    }

    /** What a later entry says of the payload of this one. */
    public Erasure erasureOf(long index, String retentionClass, String month) {
        if (announcedBy(index) >= 0) {
            return Erasure.PERSON;
        }
        return isMonthErased(index, retentionClass, month) ? Erasure.RETENTION : Erasure.NONE;
    }

    /** Whether a later entry says that this class of this month was kept for long enough. */
    boolean isMonthErased(long index, String retentionClass, String month) {
        return erasedMonths.getOrDefault(retentionClass + " " + month, -1L) > index;
    }

    /** Position of the last entry that counts this one to those of erased persons; -1 if none does. */
    long announcedBy(long index) {
        Map.Entry<Long, Announced> range = erasedRanges.floorEntry(index);
        return range != null && index <= range.getValue().last() ? range.getValue().by() : -1;
    }

    /** Whether decisions were erased by their age: then also what tells of a person's erasure may be gone. */
    boolean erasesOldConsents() {
        return erasedMonths.keySet().stream().anyMatch(month -> month.startsWith("consent "));
    }

    /** Position of the first entry that tells of a person's erasure. */
    long firstPersonErased() {
        return firstPersonErased;
    }

    /** Whether entries that name this agency may have been held back from an erasure. */
    boolean wasHeld(String agency) {
        return heldAgencies.contains(agency);
    }

    /** Whether an emergency access was opened for this purpose. */
    boolean isEmergencyPurpose(String purpose) {
        return emergencyPurposes.contains(purpose);
    }

    /** Of whom nothing is told any more, something may have been erased. */
    Person personEvenIfErased(UUID id) {
        return persons.computeIfAbsent(id, unknown -> new Person());
    }

    @Nullable
    Person person(UUID id) {
        return persons.get(id);
    }

    @Nullable
    Grant grant(UUID id) {
        return grants.get(id);
    }
}
