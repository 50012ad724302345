package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.faults.History.Change;
import de.handschlag.systemtest.faults.HttpConnection.Answer;

/**
 * One client that decides for some persons, and their agencies with them. A call without a definite answer is repeated until
 * there is one, where the interface promises that a repetition changes nothing.
 */
final class Decisions implements Runnable {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final List<String> ATTRIBUTES = List.of("phone", "email", "address", "birth_date");

    private final Run run;
    private final List<SimulatedPerson> persons;
    private final RandomGenerator random;
    private final HttpConnection consent;
    private final HttpConnection registry;

    Decisions(Run run, List<SimulatedPerson> persons, RandomGenerator random) {
        this.run = run;
        this.persons = persons;
        this.random = random;
        this.consent = new HttpConnection(run.stack().frontPort("consent"), TIMEOUT);
        this.registry = new HttpConnection(run.stack().frontPort("registry"), TIMEOUT);
    }

    /** Every person enrols and is known to every agency. */
    void enrolAll() {
        for (SimulatedPerson person : persons) {
            enrol(person);
            for (int i = 0; i < 2; i++) {
                grant(person);
            }
        }
    }

    @Override
    public void run() {
        while (run.goesOn()) {
            SimulatedPerson person = persons.get(random.nextInt(persons.size()));
            switch (isPoisoned(person) && random.nextInt(10) == 0 ? "erase" : choice()) {
                case "grant" -> grant(person);
                case "withdraw" -> withdraw(person);
                case "link" -> linkSomewhere(person);
                case "unlink" -> unlinkSomewhere(person);
                case "contribute" -> contribute(person, random.nextInt(run.agencies().size()), 1);
                case "erase" -> erase(person);
                default -> throw new IllegalStateException();
            }
            run.pause(random.nextInt(20));
        }
        run.awaitEndOfFaults();
        persons.stream().filter(this::isPoisoned).forEach(this::erase);
        consent.close();
        registry.close();
    }

    /** Nothing is said about such a person until something newer comes of that record; an erasure is it. */
    private boolean isPoisoned(SimulatedPerson person) {
        return person.dataSubjectId != null && run.stack().poisoned().contains(person.dataSubjectId);
    }

    private String choice() {
        int left = random.nextInt(RunSettings.WEIGHTS.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<String, Integer> weight : RunSettings.WEIGHTS.entrySet()) {
            left -= weight.getValue();
            if (left < 0) {
                return weight.getKey();
            }
        }
        throw new IllegalStateException();
    }

    private void enrol(SimulatedPerson person) {
        Answer answer = untilAnswered("enrol", consent, "POST", "/v1/me", person.token(), null);
        if (answer == null) {
            return;
        }
        String id = json(answer).path("dataSubjectId").asText();
        person.dataSubjectId = id;
        run.history().enrolled(id);
        for (AgencySystem agency : run.agencies()) {
            link(person, agency);
        }
        contribute(person, 0, ATTRIBUTES.size());
    }

    private void link(SimulatedPerson person, AgencySystem agency) {
        Answer code = untilAnswered("link code", consent, "POST", "/v1/me/link-codes", person.token(), null);
        if (code == null || code.status() != 201) {
            return;
        }
        String reference = run.newReference();
        Answer linked = once("link", consent, "POST", "/v1/cases", agency.token(),
                "{\"caseReference\":\"" + reference + "\",\"linkCode\":\"" + json(code).path("code").asText() + "\"}");
        if (linked != null && linked.status() == 201) {
            run.changed(new Change("case.linked", agency.id() + "/" + reference, -1, Instant.now(), null, true));
            person.references.put(agency.index(), reference);
            String revision = linked.revisionToken();
            if (revision == null) {
                throw new IllegalStateException("a case was linked without a revision to read at");
            }
            person.revisions.put(reference, revision);
            agency.begins(reference);
        } else if (linked == null || linked.status() >= 500) {
            // It may be linked or not; after this it is not.
            unlink(person, agency, reference);
        }
    }

    private void linkSomewhere(SimulatedPerson person) {
        AgencySystem agency = run.agencies().get(random.nextInt(run.agencies().size()));
        if (!person.references.containsKey(agency.index())) {
            link(person, agency);
        }
    }

    private void unlinkSomewhere(SimulatedPerson person) {
        // The first agency's case stays: by it the values come.
        int agency = 1 + random.nextInt(run.agencies().size() - 1);
        String reference = person.references.get(agency);
        if (reference != null) {
            unlink(person, run.agencies().get(agency), reference);
        }
    }

    private void unlink(SimulatedPerson person, AgencySystem agency, String reference) {
        Answer answer = untilAnswered("unlink", consent, "DELETE", "/v1/cases/" + reference, agency.token(), null);
        if (answer != null && (isDone(answer) || answer.status() == 404)) {
            run.changed(new Change("case.unlinked", agency.id() + "/" + reference, -1, Instant.now(),
                    enforcedAt(answer), isDone(answer)));
            person.references.remove(agency.index(), reference);
            person.revisions.remove(reference);
            agency.ends(reference);
        }
    }

    private void grant(SimulatedPerson person) {
        AgencySystem agency = run.agencies().get(random.nextInt(run.agencies().size()));
        String reference = person.references.get(agency.index());
        if (reference == null) {
            return;
        }
        String purpose = AgencySystem.PURPOSES.get(random.nextInt(AgencySystem.PURPOSES.size()));
        List<String> attributes = ATTRIBUTES.stream().filter(_ -> random.nextInt(3) > 0).toList();
        String keys = String.join("\",\"", attributes.isEmpty() ? List.of("phone") : attributes);
        Answer asked = once("ask", consent, "POST", "/v1/consent-requests", agency.token(), "{\"caseReference\":\""
                + reference + "\",\"purpose\":\"" + purpose + "\",\"attributes\":[\"" + keys + "\"],\"months\":6}");
        if (asked == null || asked.status() != 201) {
            return;
        }
        String record = json(asked).path("consentRequestId").asText();
        run.changed(new Change("consent.requested", record, -1, Instant.now(), null, true));
        Answer shown = untilAnswered("show", consent, "GET", "/v1/me/consent-records/" + record, person.token(), null);
        if (shown == null || shown.status() != 200) {
            return;
        }
        Answer given = untilAnswered("approve", consent, "POST", "/v1/me/consent-records/" + record + "/approval",
                person.token(),
                "{\"attributes\":[\"" + keys + "\"],\"explicitAttributes\":[],\"language\":\"de\",\"noticeHash\":\""
                        + json(shown).path("notice").path("hash").asText() + "\"}");
        if (given != null && isDone(given)) {
            Instant ended = Instant.now();
            run.changed(new Change("consent.given", record, revision(given), ended, null, true));
            person.given.add(record);
            // There is one grant per person, agency and purpose; the answer names those whose place this one took.
            JsonNode replaces = json(given).path("replaces");
            Instant enforcedAt = replaces.path("enforcedAt").isTextual()
                    ? Instant.parse(replaces.path("enforcedAt").asText())
                    : null;
            replaces.path("consents").forEach(consent -> {
                String replaced = consent.path("consentRecordId").asText();
                run.changed(new Change("consent.invalidated", replaced, -1, ended, enforcedAt, true));
                person.given.remove(replaced);
            });
        }
    }

    private void withdraw(SimulatedPerson person) {
        if (person.given.size() < 2) {
            return;
        }
        String record = person.given.remove(random.nextInt(person.given.size()));
        Answer answer = untilAnswered("withdraw", consent, "POST", "/v1/me/consent-records/" + record + "/withdrawal",
                person.token(), null);
        if (answer == null) {
            return;
        }
        Instant ended = Instant.now();
        if (isDone(answer)) {
            run.changed(new Change("consent.withdrawn", record, revision(answer), ended, enforcedAt(answer), true));
        }
    }

    /** Enforced, or going to be. */
    private static boolean isDone(Answer answer) {
        return answer.status() == 200 || answer.status() == 202;
    }

    private static @Nullable Instant enforcedAt(Answer answer) {
        return answer.status() == 200 ? Instant.parse(json(answer).path("enforcedAt").asText()) : null;
    }

    private void erase(SimulatedPerson person) {
        String id = person.dataSubjectId;
        Answer answer = untilAnswered("erase", consent, "DELETE", "/v1/me", person.token(), null);
        if (answer == null || (!isDone(answer) && answer.status() != 404)) {
            return;
        }
        Instant ended = Instant.now();
        Instant enforcedAt = enforcedAt(answer);
        run.changed(new Change("person.erased", String.valueOf(id), -1, ended, enforcedAt, isDone(answer)));
        person.references.forEach((agency, reference) -> {
            // Not an event of its own; from now on the case stands for nobody.
            run.changed(new Change("case.unlinked", run.agencies().get(agency).id() + "/" + reference, -1, ended,
                    enforcedAt, false));
            run.agencies().get(agency).ends(reference);
        });
        person.references.clear();
        person.revisions.clear();
        person.given.clear();
        enrol(person);
    }

    private void contribute(SimulatedPerson person, int agency, int count) {
        String reference = person.references.get(agency);
        for (int i = 0; i < count && reference != null; i++) {
            untilAnswered("contribute", registry, "PUT", "/v1/cases/" + reference + "/attributes/" + ATTRIBUTES.get(i),
                    run.agencies().get(agency).token(),
                    "{\"value\":\"v" + random.nextInt(1000) + "\",\"asOf\":\"2026-01-15\"}", "Consent-Revision",
                    person.revisions.get(reference));
        }
    }

    /** The answer, or null if none came. */
    private @Nullable Answer once(String what, HttpConnection http, String method, String path, String token,
            @Nullable String body, String... headers) {
        Instant began = Instant.now();
        try {
            Answer answer = http.call(method, path, token, body, headers);
            if (answer.status() >= 400) {
                run.history().notAcknowledged(what, began, answer.status() + " " + answer.text());
            }
            return answer;
        } catch (HttpConnection.NotSentException e) {
            run.history().notAcknowledged(what, began, "NOT_SENT " + e.getMessage());
        } catch (IOException e) {
            run.history().notAcknowledged(what, began, "UNKNOWN " + e.getMessage());
        }
        return null;
    }

    /** Repeats what may be repeated until the service says yes or no; null if it does neither until the run is over. */
    private @Nullable Answer untilAnswered(String what, HttpConnection http, String method, String path, String token,
            @Nullable String body, String... headers) {
        while (run.maySettle()) {
            Answer answer = once(what, http, method, path, token, body, headers);
            if (answer != null && answer.status() < 500) {
                return answer;
            }
            run.pause(100);
        }
        return null;
    }

    private static long revision(Answer answer) {
        return json(answer).path("consentRevision").asLong(-1);
    }

    private static JsonNode json(Answer answer) {
        try {
            return Run.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(answer.text(), e);
        }
    }
}
