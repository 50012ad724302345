package de.handschlag.systemtest.faults;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.faults.LogReader.Entry;

/** What the persons had decided, at each of their revisions, as the log tells it. */
final class ConsentState {

    /** A consent record: given at one revision, ended at another. */
    private static final class Grant {
        String person = "";
        String agency = "";
        String purpose = "";
        Set<String> attributes = Set.of();
        long givenAt = Long.MAX_VALUE;
        long endedAt = Long.MAX_VALUE;
        @Nullable
        Instant expiresAt;
    }

    /** A case reference of an agency: linked at one revision, ended at another. */
    private static final class Link {
        String person = "";
        long linkedAt = Long.MAX_VALUE;
        long endedAt = Long.MAX_VALUE;
    }

    /** A person: the revisions that the log has, and which were enforced when. */
    static final class Person {
        final Set<Long> revisions = new HashSet<>();
        final TreeMap<Long, Instant> enforced = new TreeMap<>();
        long erasedAt = Long.MAX_VALUE;
    }

    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, Person> persons = new HashMap<>();

    /**
     * Takes a consent event.
     *
     * @return false if the person's revision is in the log already
     */
    boolean take(Entry entry) {
        String personId = entry.text("dataSubjectId");
        long revision = entry.payload().path("consentRevision").asLong();
        Person person = persons.computeIfAbsent(personId, _ -> new Person());
        switch (entry.type()) {
            case "case.linked", "case.unlinked" -> {
                JsonNode state = entry.payload().path("caseLink");
                Link link = links.computeIfAbsent(
                        state.path("agencyId").asText() + "/" + state.path("caseReference").asText(), _ -> new Link());
                link.person = personId;
                if (entry.type().equals("case.linked")) {
                    link.linkedAt = Math.min(link.linkedAt, revision);
                } else {
                    link.endedAt = Math.min(link.endedAt, revision);
                }
            }
            case "person.erased" -> person.erasedAt = revision;
            case "login.binding-requested", "login.bound", "login.unbound", "binding-code.made" -> {
                // Steps of the revision that change no view.
            }
            default -> takeConsent(entry, personId, revision);
        }
        return person.revisions.add(revision);
    }

    private void takeConsent(Entry entry, String person, long revision) {
        JsonNode state = entry.payload().path("consentRecord");
        Grant grant = grants.computeIfAbsent(state.path("consentRecordId").asText(), _ -> new Grant());
        switch (entry.type()) {
            case "consent.given" -> {
                grant.person = person;
                grant.agency = state.path("agencyId").asText();
                grant.purpose = state.path("purpose").asText();
                Set<String> attributes = new HashSet<>();
                state.path("attributes").forEach(attribute -> attributes.add(attribute.asText()));
                grant.attributes = attributes;
                grant.givenAt = Math.min(grant.givenAt, revision);
                grant.expiresAt = Instant.parse(state.path("expiresAt").asText());
            }
            case "consent.withdrawn", "consent.expired", "consent.invalidated" ->
                grant.endedAt = Math.min(grant.endedAt, revision);
            default -> {
                // A request and a refusal permit nothing, and a release from secrecy nothing beyond its grant.
            }
        }
    }

    /** @return false if the person is not known from consent events */
    boolean enforced(String person, long revision, Instant at) {
        Person known = persons.get(person);
        if (known == null) {
            return false;
        }
        known.enforced.merge(revision, at, (one, other) -> one.isBefore(other) ? one : other);
        return true;
    }

    /** The highest revision that was enforced before a time; 0 if none was. */
    long enforcedBefore(String person, Instant began) {
        Person known = persons.get(person);
        if (known != null) {
            for (Map.Entry<Long, Instant> entry : known.enforced.descendingMap().entrySet()) {
                if (!entry.getValue().isAfter(began)) {
                    return entry.getKey();
                }
            }
        }
        return 0;
    }

    /** Why a disclosure was not covered at the revision that it names; empty if it was. */
    List<String> faultsOf(JsonNode disclosure) {
        List<String> faults = new ArrayList<>();
        String personId = disclosure.path("dataSubjectId").asText();
        String agency = disclosure.path("requester").path("agencyId").asText();
        long revision = disclosure.path("consentRevision").asLong();
        Link link = links.get(agency + "/" + disclosure.path("caseReference").asText());
        if (link == null || !link.person.equals(personId) || link.linkedAt > revision || link.endedAt <= revision) {
            faults.add("the case does not stand for this person");
        }
        Person person = persons.get(personId);
        if (person == null || person.erasedAt <= revision) {
            faults.add("the person is erased or unknown");
        }
        Set<String> covered = new HashSet<>();
        for (JsonNode id : disclosure.path("grantIds")) {
            Grant grant = grants.get(id.asText());
            if (grant == null || grant.givenAt > revision) {
                faults.add("grant " + id.asText() + " is not given");
            } else if (grant.endedAt <= revision) {
                faults.add("grant " + id.asText() + " ended at revision " + grant.endedAt);
            } else if (!grant.person.equals(personId) || !grant.agency.equals(agency)) {
                faults.add("grant " + id.asText() + " is for another agency or person");
            } else if (!grant.purpose.equals(disclosure.path("purpose").asText())) {
                faults.add("grant " + id.asText() + " is for " + grant.purpose);
            } else if (grant.expiresAt != null
                    && !grant.expiresAt.isAfter(Instant.parse(disclosure.path("startedAt").asText()))) {
                faults.add("grant " + id.asText() + " has expired");
            } else {
                covered.addAll(grant.attributes);
            }
        }
        disclosure.path("attributes").forEach(attribute -> {
            if (!covered.contains(attribute.asText())) {
                faults.add(attribute.asText() + " is not granted");
            }
        });
        return faults;
    }

    Map<String, Person> persons() {
        return persons;
    }
}
