package de.handschlag.systemtest;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.sealing.SealingKeys;
import de.handschlag.systemtest.Api.Answer;

/**
 * Whom the leak table is about. A source contributes planted values about persons; A is the agency that looks, B another one
 * that may see more, C one whose description changes, K one that is bound to secrecy (R9). Each person is in another state towards A.
 */
final class LeakScene {

    static final String PURPOSE = "appointments";
    static final String OTHER_PURPOSE = "health-appointment";
    static final String SPECIAL_PURPOSE = "health-appointment";
    static final String STATUTE = "infection-control";
    static final String EMERGENCY = "vital-emergency";
    static final String ID = UUID.randomUUID().toString().substring(0, 8);
    /** Typed by a caller in a place where it does not belong; no error may repeat it. */
    static final String TYPED = "leak-typed-" + ID;
    /** A's case of a person who granted it the preferred language, which everybody has; read beside the case that is looked at. */
    static final String BESIDE_CASE = caseOf("A", 20);

    private static final Duration BOUND = Duration.ofSeconds(120);

    final RunningStack stack;
    final Agency source;
    final Agency a;
    final Agency b;
    final Agency c;
    final Agency k;
    /** What A's webhook was told. */
    final List<String> webhookMessages = new CopyOnWriteArrayList<>();
    private final Map<Integer, Person> persons = new HashMap<>();
    private final Map<Integer, String> requests = new HashMap<>();
    private final HttpServer receiver;

    LeakScene(RunningStack stack) {
        this.stack = stack;
        source = Agency.registered(stack, "source-" + ID, "meldebehoerde");
        a = Agency.registered(stack, "observer-" + ID, "gesundheitsamt", PURPOSE, OTHER_PURPOSE, STATUTE, EMERGENCY);
        b = Agency.registered(stack, "elsewhere-" + ID, "psz", PURPOSE, EMERGENCY);
        c = Agency.registered(stack, "changing-" + ID, "jmd", PURPOSE);
        k = Agency.registered(stack, "counselling-" + ID, "mbe");
        try {
            receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        receiver.createContext("/", exchange -> {
            webhookMessages.add(exchange.getRequestHeaders().entrySet() + "\n"
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        stack.registry().put(a.token(), "/v1/webhook", Map.of("url", url + "a")).expect(201);
        stack.registry().put(b.token(), "/v1/webhook", Map.of("url", url + "b-" + ID)).expect(201);
    }

    void close() {
        receiver.stop(0);
    }

    /** All case references are equally long: {@code A07-1a2b3c4d} is agency A's case of person 7. */
    static String caseOf(String agency, int number) {
        return "%s%02d-%s".formatted(agency, number, ID);
    }

    static String planted(int number, String attribute) {
        return "leak-%s-%02d-%s".formatted(attribute, number, ID);
    }

    /** What the source knows of a person and nobody may see but by a grant. */
    static List<String> plantedOf(int number) {
        return List.of(planted(number, "phone"), planted(number, "email"), planted(number, "address"),
                planted(number, "medical_need"));
    }

    static List<String> allPlanted() {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            all.addAll(plantedOf(number));
        }
        return all;
    }

    /** A new person of whom the source knows these attributes, and the preferred language. */
    Person person(int number, String... attributes) {
        Person person = Person.enrolledBy(source, caseOf("S", number), "leak-%02d-%s".formatted(number, ID));
        List<Map<String, String>> values = new ArrayList<>();
        values.add(Map.of("attribute", "preferred_language", "value", "uk", "asOf", "2026-01-15"));
        for (String attribute : attributes) {
            values.add(Map.of("attribute", attribute, "value",
                    attribute.equals("disclosure_block") ? "bmg-51-1" : planted(number, attribute), "asOf",
                    "2026-01-15"));
        }
        Api.patiently(() -> stack.registry().put(source.token(), "/v1/cases/" + caseOf("S", number) + "/attributes",
                Map.of("values", values), "Consent-Revision", source.revision(caseOf("S", number)))).expect(204);
        persons.put(number, person);
        return person;
    }

    /** A new person with all planted values, known to A. */
    Person personOfA(int number) {
        Person person = person(number, "phone", "email", "address", "medical_need");
        person.giveTo(a, caseOf("A", number));
        return person;
    }

    Person ofNumber(int number) {
        return persons.get(number);
    }

    /** Agency's request about this person. */
    String requestOf(int number) {
        return requests.get(number);
    }

    String ask(Agency agency, String caseReference, int number, String purpose, String... attributes) {
        String request = agency.ask(caseReference, purpose, attributes);
        requests.put(number, request);
        return request;
    }

    /** Approves all that is asked for. */
    void grant(Agency agency, String caseReference, int number, String purpose, String... attributes) {
        persons.get(number).approve(ask(agency, caseReference, number, purpose, attributes));
    }

    /** Somebody whose phone number only K may know, and who consented that A reads it. */
    Person personOfK(int number) {
        Person person = person(number);
        person.giveTo(a, caseOf("A", number));
        person.giveTo(k, caseOf("K", number));
        grant(a, caseOf("A", number), number, PURPOSE, "phone", "preferred_language");
        return person;
    }

    /** Approves these attributes of those that are asked for. */
    void grantOnly(int number, String purpose, List<String> granted, String... asked) {
        String request = ask(a, caseOf("A", number), number, purpose, asked);
        Person person = persons.get(number);
        stack.consent()
                .post(person.token(), "/v1/me/consent-records/" + request + "/approval",
                        Map.of("attributes", granted, "explicitAttributes", List.of(), "language", "de", "noticeHash",
                                person.consentRecord(request).path("notice").path("hash").asText()))
                .expect(200);
    }

    void refuse(int number) {
        stack.consent().post(persons.get(number).token(), "/v1/me/consent-records/" + requests.get(number) + "/refusal",
                Map.of()).expect(200);
    }

    void withdraw(int number) {
        persons.get(number).withdraw(requests.get(number));
    }

    /** Until what the person decided is in force at the registry. */
    void awaitEnforced(int number) {
        Person person = persons.get(number);
        long revision = person.revision();
        await().atMost(BOUND).until(() -> person.isEnforced(revision));
    }

    /** The clock cannot be turned, so the end is brought forward. */
    void expire(int number) {
        stack.execute("consent",
                "UPDATE consent_record SET expires_at = now() WHERE id = '" + requests.get(number) + "'");
        await().atMost(BOUND).until(() -> persons.get(number).consentRecord(requests.get(number)).path("status")
                .asText().equals("ConsentExpired"));
    }

    /** C becomes another kind of agency, to which nobody consented (R7). */
    void invalidate(int number) {
        stack.consent().put(stack.identities().admin(), "/v1/agencies/" + c.id(),
                Map.of("name", c.id(), "agencyType", "wohlfahrtsverband")).expect(200);
        await().atMost(BOUND).until(() -> persons.get(number).consentRecord(requests.get(number)).path("status")
                .asText().equals("ConsentInvalidated"));
    }

    void erase(int number) {
        persons.get(number).eraseUntilEnforced();
        await().atMost(BOUND).until(() -> stack.registry()
                .get(source.token(), "/v1/cases/" + caseOf("S", number) + "/attributes").status() == 404);
    }

    /** What the agency was given for its case of a person, some time ago. */
    String expiredRevision(Agency agency, int number) {
        Path keyFile = stack.stack().state().directory().resolve("consent-revision.key");
        return new RevisionTokens(SealingKeys.read(keyFile, "revision key")).seal(agency.id(), caseOf("A", number),
                new PersonRevision(UUID.fromString(persons.get(number).dataSubjectId()), 1),
                Instant.now().minusSeconds(1));
    }

    /** Entity tag of what the agency sees. */
    String tag(Agency agency, String caseReference) {
        return agency.reads(caseReference, PURPOSE).expect(200).headers().get("etag").replace("\"", "");
    }

    String emergency(Agency agency, String caseReference, String employee) {
        return Api.patiently(() -> stack.registry().post(agency.token(), "/v1/emergency-accesses",
                Map.of("caseReference", caseReference, "purpose", EMERGENCY, "basis",
                        "Art. 6(1)(d), Art. 9(2)(c) DSGVO", "reason", "Found unconscious in the waiting room."),
                "Employee-Reference", employee)).expect(201).body().path("emergencyAccessId").asText();
    }

    void endEmergency(String emergencyAccess) {
        stack.execute("registry", "UPDATE emergency_access SET expires_at = opened_at + interval '1 millisecond'"
                + " WHERE emergency_access_id = '" + emergencyAccess + "'");
    }

    /** The element of B's list that is about this case; waits for it. */
    String ofB(String path, String list, String caseReference, String member) {
        return await().atMost(BOUND).until(() -> {
            Answer answer = stack.registry().get(b.token(), path).expect(200);
            for (var element : answer.body().path(list)) {
                if (element.toString().contains(caseReference)) {
                    return element.path(member).asText();
                }
            }
            return "";
        }, found -> !found.isEmpty());
    }
}
