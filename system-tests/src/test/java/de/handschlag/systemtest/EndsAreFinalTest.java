package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** What {@link WithdrawalIsFinalTest} holds for a withdrawal, for the other ends that somebody is told of. */
class EndsAreFinalTest {

    private static final String PURPOSE = "case-management";
    private static final int ROUNDS = Integer.getInteger("handschlag.rounds", 5);
    private static final int READERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private enum End {
        ERASURE,
        UNLINKING,
        /** On paper, as an employee of the office records it. */
        RECORDED_WITHDRAWAL
    }

    /** Data for the case of one round, by a read before which the ends of so many rounds were answered as enforced. */
    private record Disclosure(int round, int endedRounds) {}

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private Agency office;

    @BeforeEach
    void agency() {
        office = Agency.registered(stack, "integrationsmanagement-r42", "integrationsmanagement", PURPOSE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R42 no read that begins after an erasure, an unlinking or a withdrawal on paper was answered as enforced discloses anything")
    void noDisclosureBeginsAfterTheAnswer(End end) throws InterruptedException {
        AtomicInteger begunRounds = new AtomicInteger();
        AtomicInteger endedRounds = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        Queue<Disclosure> disclosures = new ConcurrentLinkedQueue<>();
        Queue<Integer> others = new ConcurrentLinkedQueue<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(Thread.ofVirtual().start(() -> {
                while (!done.get()) {
                    int round = begunRounds.get();
                    int ended = endedRounds.get();
                    int status = office.read(reference(end, round), PURPOSE).status();
                    if (status == 200) {
                        disclosures.add(new Disclosure(round, ended));
                    } else {
                        others.add(status);
                    }
                }
            }));
        }

        int atOnce = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Person person = whoGranted(reference(end, round));
            begunRounds.set(round);
            Answer answer = end(end, person, reference(end, round));
            if (answer.status() == 200) {
                assertThat(answer.body().path("enforcement").asText()).isEqualTo("enforced");
                atOnce++;
            } else {
                awaitEnforced(end, person, answer.expect(202));
            }
            endedRounds.set(round);
            assertThat(office.reads(reference(end, round), PURPOSE).problem()).as("round " + round)
                    .isEqualTo("no-permission");
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(disclosures)
                .allSatisfy(disclosure -> assertThat(disclosure.endedRounds()).isLessThan(disclosure.round()));
        // The test would prove nothing if the readers had not read in both states, or if nothing had been enforced.
        assertThat(disclosures).isNotEmpty();
        assertThat(others).contains(403).doesNotContain(500);
        assertThat(atOnce).as("ends with their receipt in time").isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R42 while the registry does not answer, an end is pending, and its link tells when it is enforced")
    void endIsPendingWhileTheRegistryStandsStill(End end) {
        String reference = reference(end, 0);
        Person person = whoGranted(reference);
        Answer answer;
        stack.stack().service("registry").process().pause();
        try {
            answer = end(end, person, reference).expect(202);
            assertThat(follow(end, person, answer).path("enforcement").asText()).isEqualTo("pending");
        } finally {
            stack.stack().service("registry").process().resume();
        }

        awaitEnforced(end, person, answer);

        assertThat(answer.body().path("enforcement").asText()).isEqualTo("pending");
        assertThat(office.reads(reference, PURPOSE).problem()).isEqualTo("no-permission");
    }

    private String reference(End end, int round) {
        return "R42-" + end + "-" + id + "-" + round;
    }

    /** A new person whose case the office reads. */
    private Person whoGranted(String reference) {
        Person person = Person.enrolledBy(office, reference, reference);
        office.contribute(reference, "phone", "+49 30 1");
        person.approve(office.ask(reference, PURPOSE, "phone"));
        // A busy machine may answer 503 at first, and a client asks again, as the answer says.
        await().atMost(PATIENCE).until(() -> office.read(reference, PURPOSE).status() == 200);
        return person;
    }

    private Answer end(End end, Person person, String reference) {
        return switch (end) {
            case ERASURE -> stack.consent().delete(person.token(), "/v1/me");
            case UNLINKING -> stack.consent().delete(office.token(), "/v1/cases/" + reference);
            case RECORDED_WITHDRAWAL -> stack.consent().post(stack.identities().caseworker(office.id(), PURPOSE),
                    "/v1/consent-requests/" + granted(person) + "/withdrawal", Map.of("channel", "PAPER"));
        };
    }

    private String granted(Person person) {
        return stack.consent().get(person.token(), "/v1/me/consent-records?status=ConsentGiven").expect(200).body()
                .at("/consentRecords/0/consentRecordId").asText();
    }

    private void awaitEnforced(End end, Person person, Answer answer) {
        await().atMost(PATIENCE)
                .until(() -> follow(end, person, answer).path("enforcement").asText().equals("enforced"));
    }

    private JsonNode follow(End end, Person person, Answer answer) {
        String link = URI.create(answer.headers().get("location")).getPath();
        String token = switch (end) {
            case ERASURE -> person.token();
            case UNLINKING, RECORDED_WITHDRAWAL -> office.token();
        };
        return stack.consent().get(token, link).expect(200).body();
    }
}
