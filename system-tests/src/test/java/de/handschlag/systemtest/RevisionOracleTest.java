package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The attack of an office that wants to know more than it is told. It asks something of its own, waits, asks again, and tries
 * numbers at the registry; then it compares all that it gets with what it gets about a person to whom nothing happened.
 * Whatever happened meanwhile between the person and another office, or in the person's mind, has to look like nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("R10 R37 Probes tell an office nothing of what others asked or what the person decided")
class RevisionOracleTest {

    private static final String PURPOSE = "case-management";
    private static final String HEADER = "Consent-Revision";
    private static final int PROBES = 19;
    private static final Duration BOUND = Duration.ofSeconds(120);
    /**
     * What is random by its form; a number is not. Revision tokens have 80 characters and a feed's cursor 48, whatever they stand
     * for: were one longer for somebody to whom more happened, it would stay and be seen.
     */
    private static final Pattern OPAQUE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z" + "|(?<=\")[2-9A-Z]{4}(-[2-9A-Z]{4}){2}(?=\")"
            + "|(?<=consent-revision=\\[)[A-Za-z0-9_-]{80}(?=])" + "|(?<=\"next\":\")[A-Za-z0-9_-]{48}(?=\")");

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private Agency office;
    private Agency other;
    private int cases;
    private List<String> ofNothing;

    /** What happens to the person between two looks of the office. */
    enum Meanwhile {
        ANOTHER_OFFICE_ASKS,
        THE_PERSON_APPROVES_WHAT_ANOTHER_OFFICE_ASKED,
        THE_PERSON_REFUSES_WHAT_ANOTHER_OFFICE_ASKED,
        THE_PERSON_WITHDRAWS_FROM_ANOTHER_OFFICE,
        ANOTHER_OFFICE_IS_GIVEN_A_CASE,
        ANOTHER_OFFICE_GIVES_ITS_CASE_UP,
        THE_PERSON_REFUSES_WHAT_THIS_OFFICE_ASKED,
        THE_PERSON_APPROVES_AND_WITHDRAWS_BEFORE_THIS_OFFICE_READS
    }

    @BeforeAll
    void aPersonToWhomNothingHappens() {
        office = Agency.registered(stack, "curious-" + id, "kommunales_integrationszentrum", PURPOSE);
        other = Agency.registered(stack, "elsewhere-" + id, "migrantenorganisation", PURPOSE);
        ofNothing = lookAround(null);
    }

    @ParameterizedTest
    @EnumSource(Meanwhile.class)
    void nothingTellsWhat(Meanwhile meanwhile) {
        assertThat(lookAround(meanwhile)).isEqualTo(ofNothing);
    }

    /** All that the office can get to know about one person, with what is random evened out. */
    private List<String> lookAround(Meanwhile meanwhile) {
        String own = "R" + cases + "-" + id;
        String foreign = "F" + cases + "-" + id;
        Person person = Person.enrolledBy(office, own, "oracle-" + cases + "-" + id);
        cases++;
        if (meanwhile != Meanwhile.ANOTHER_OFFICE_IS_GIVEN_A_CASE) {
            person.giveTo(other, foreign);
        }
        List<String> seen = new ArrayList<>();
        List<String> revisions = new ArrayList<>();
        JsonNode first = ask(own, seen, revisions);
        happens(meanwhile, person, foreign, first.path("consentRequestId").asText());
        awaitApplied(person);
        JsonNode second = ask(own, seen, revisions);
        for (JsonNode request : List.of(first, second)) {
            see(seen, "consent", "GET", "/v1/consent-requests/" + request.path("consentRequestId").asText(), null);
        }
        String view = Agency.viewOf(own, PURPOSE);
        see(seen, "registry", "GET", view, null);
        revisions.forEach(revision -> see(seen, "registry", "GET", view, null, HEADER, revision));
        seen.addAll(numbersTriedAt(view));
        see(seen, "registry", "POST", "/v1/views", Map.of("purpose", PURPOSE, "caseReferences", List.of(own)));
        see(seen, "registry", "GET", "/v1/cases/" + own + "/attributes", null);
        see(seen, "registry", "PUT", "/v1/cases/" + own + "/attributes/phone",
                Map.of("value", "+49 30 1", "asOf", "2026-01-15"), HEADER, revisions.getLast());
        for (String path : List.of("/v1/changes?limit=500", "/v1/obligations?limit=500")) {
            see(seen, "registry", "GET", path, null);
        }
        for (JsonNode request : List.of(first, second)) {
            see(seen, "consent", "DELETE", "/v1/consent-requests/" + request.path("consentRequestId").asText(), null);
        }
        see(seen, "consent", "POST", "/v1/cases/" + own + "/binding-codes", null);
        see(seen, "consent", "DELETE", "/v1/cases/" + own, null);
        return seen.stream().map(text -> OPAQUE.matcher(text.replace(own, "<case>")).replaceAll("<opaque>")).toList();
    }

    private void happens(Meanwhile meanwhile, Person person, String foreign, String asked) {
        switch (meanwhile) {
            case null -> {
                // The person to compare with.
            }
            case ANOTHER_OFFICE_ASKS -> other.ask(foreign, PURPOSE, "phone");
            case THE_PERSON_APPROVES_WHAT_ANOTHER_OFFICE_ASKED -> person.approve(other.ask(foreign, PURPOSE, "phone"));
            case THE_PERSON_REFUSES_WHAT_ANOTHER_OFFICE_ASKED -> refuse(person, other.ask(foreign, PURPOSE, "phone"));
            case THE_PERSON_WITHDRAWS_FROM_ANOTHER_OFFICE -> {
                String request = other.ask(foreign, PURPOSE, "phone");
                person.approve(request);
                person.withdrawUntilEnforced(request);
            }
            case ANOTHER_OFFICE_IS_GIVEN_A_CASE -> person.giveTo(other, foreign);
            case ANOTHER_OFFICE_GIVES_ITS_CASE_UP ->
                // 202 if it is not enforced at once; what is looked at waits for that.
                assertThat(stack.consent().delete(other.token(), "/v1/cases/" + foreign).status()).isIn(200, 202);
            case THE_PERSON_REFUSES_WHAT_THIS_OFFICE_ASKED -> refuse(person, asked);
            case THE_PERSON_APPROVES_AND_WITHDRAWS_BEFORE_THIS_OFFICE_READS -> {
                person.approve(asked);
                person.withdrawUntilEnforced(asked);
            }
        }
    }

    private void refuse(Person person, String request) {
        stack.consent().post(person.token(), "/v1/me/consent-records/" + request + "/refusal", Map.of()).expect(200);
    }

    private void awaitApplied(Person person) {
        long revision = person.revision();
        await().atMost(BOUND).until(() -> person.isEnforced(revision));
    }

    private JsonNode ask(String caseReference, List<String> seen, List<String> revisions) {
        WireAnswer answer = see(seen, "consent", "POST", "/v1/consent-requests", Map.of("caseReference", caseReference,
                "purpose", PURPOSE, "attributes", List.of("phone"), "months", 6));
        revisions.add(answer.headers().get(HEADER).getFirst());
        try {
            return Api.JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers from 1 on, at the same time, as an answer may wait for what it is asked for. */
    private List<String> numbersTriedAt(String view) {
        String token = office.token();
        List<Future<String>> tried;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            tried = IntStream.rangeClosed(1, PROBES)
                    .mapToObj(number -> clients.submit(() -> number + ": " + text(WireAnswer.patiently(() -> WireAnswer
                            .to(stack.registry().url() + view, "GET", token, null, List.of(HEADER, "" + number))))))
                    .toList();
        }
        return tried.stream().map(Future::resultNow).toList();
    }

    private WireAnswer see(List<String> seen, String service, String method, String path, Object body,
            String... headers) {
        WireAnswer answer = WireAnswer.patiently(
                () -> WireAnswer.to(stack.stack().url(service) + path, method, office.token(), body, List.of(headers)));
        seen.add(method + " " + path + " → " + text(answer));
        return answer;
    }

    private static String text(WireAnswer answer) {
        TreeMap<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.remove("Content-Length"); // The body is compared itself.
        return answer.status() + " " + headers + " " + answer.body();
    }
}
