package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * R10: a denial takes as long whatever its reason. Each round asks for every kind once, in a random order, so that whatever
 * else the machine does falls on all alike. What is judged is the size of the effect and not its significance: with enough
 * measurements any difference becomes significant. {@code -Dhandschlag.timing.rounds=N} for more rounds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class DenialTimingTest {

    private static final String PURPOSE = "case-management";
    private static final int ROUNDS = Integer.getInteger("handschlag.timing.rounds", 400);
    private static final int WARM_UP = 200;
    /**
     * How far from 0.5 the probability may be that one kind takes longer than another. With 400 rounds its standard error is
     * 0.02, so that nothing but a difference gets here.
     */
    private static final double BOUND = 0.12;

    private static final Duration BOUND_OF_END = Duration.ofSeconds(120);

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> cases = new LinkedHashMap<>();
    private Agency agency;
    private long seed;
    private Map<String, long[]> nanos;

    @BeforeAll
    void measureDenials() {
        agency = Agency.registered(stack, "timing-" + id, "kommunales_integrationszentrum", PURPOSE);
        Agency other = Agency.registered(stack, "timing-other-" + id, "migrantenorganisation", PURPOSE);
        cases.put("unknown case", "T9-" + id);
        Person foreign = Person.enrolledBy(other, "T1-" + id, "timing-1-" + id);
        other.contribute("T1-" + id, "phone", "+49 30 1");
        foreign.approve(other.ask("T1-" + id, PURPOSE, "phone"));
        cases.put("another agency's case", "T1-" + id);
        for (String kind : List.of("never asked", "not answered", "refused", "withdrawn", "expired", "erased")) {
            String reference = "T" + (cases.size() + 1) + "-" + id;
            Person person = Person.enrolledBy(agency, reference, "timing-" + cases.size() + "-" + kind.hashCode() + id);
            agency.contribute(reference, "phone", "+49 30 1");
            if (!kind.equals("never asked")) {
                decide(kind, person, reference, agency.ask(reference, PURPOSE, "phone"));
            }
            cases.put(kind, reference);
        }
        seed = System.nanoTime();
        measure(WARM_UP, new Random(seed));
        nanos = measure(ROUNDS, new Random(seed + 1));
    }

    private void decide(String kind, Person person, String reference, String request) {
        switch (kind) {
            case "refused" -> stack.consent()
                    .post(person.token(), "/v1/me/consent-records/" + request + "/refusal", Map.of()).expect(200);
            case "withdrawn" -> {
                person.approve(request);
                person.withdrawUntilEnforced(request);
            }
            case "expired" -> {
                person.approveUntilEnforced(request);
                expire(person, request);
            }
            case "erased" -> {
                person.approve(request);
                person.eraseUntilEnforced();
                await().atMost(BOUND_OF_END).until(() -> stack.registry()
                        .get(agency.token(), "/v1/cases/" + reference + "/attributes").status() == 404);
            }
            default -> {
                // Nobody answers.
            }
        }
    }

    /** The clock cannot be turned, so the end is brought forward; then the service says that it has come. */
    private void expire(Person person, String request) {
        long before = person.revision();
        stack.execute("consent", "UPDATE consent_record SET expires_at = now() WHERE id = '" + request + "'");
        await().atMost(BOUND_OF_END).until(() -> person.revision() > before && person.isEnforced(person.revision()));
    }

    private Map<String, long[]> measure(int rounds, Random random) {
        Map<String, long[]> measured = new LinkedHashMap<>();
        cases.keySet().forEach(kind -> measured.put(kind, new long[rounds]));
        List<String> order = new ArrayList<>(cases.keySet());
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            String token = agency.token();
            for (String kind : order) {
                String path = Agency.viewOf(cases.get(kind), PURPOSE);
                long began = System.nanoTime();
                WireAnswer answer = WireAnswer.to(stack.registry().url() + path, "GET", token, null, List.of());
                measured.get(kind)[round] = System.nanoTime() - began;
                assertThat(answer.status()).as(kind).isEqualTo(403);
            }
        }
        return measured;
    }

    @Test
    @DisplayName("R10 R37 the time of a denial does not tell an unknown case from a foreign, unasked, refused, withdrawn, expired or erased one")
    void denialsTakeTheSameTime() {
        List<String> differences = new ArrayList<>();
        double largest = 0;
        for (String a : nanos.keySet()) {
            for (String b : nanos.keySet()) {
                double effect = Math.abs(RankComparison.effect(nanos.get(a), nanos.get(b)) - 0.5);
                largest = Math.max(largest, effect);
                if (effect > BOUND) {
                    differences.add("%s and %s: %.3f".formatted(a, b, effect));
                }
            }
        }

        nanos.forEach((kind, values) -> System.out.printf("Denial, %s: median %d us%n", kind,
                RankComparison.median(values) / 1000));
        System.out.printf("Largest effect over %d rounds: %.3f (bound %.2f, seed %d)%n", ROUNDS, largest, BOUND, seed);
        assertThat(differences).isEmpty();
    }

    @Test
    @DisplayName("A denial that takes a third longer for one kind would be found, amid the same noise")
    void differenceWouldBeFound() {
        long[] usual = nanos.get("unknown case");
        long third = RankComparison.median(usual) / 3;
        long[] longer = Arrays.stream(nanos.get("withdrawn")).map(value -> value + third).toArray();

        assertThat(RankComparison.effect(longer, usual)).isGreaterThan(0.5 + BOUND);
    }

    @Test
    void effectIsTheProbabilityOfBeingLarger() {
        assertThat(RankComparison.effect(new long[]{1, 2, 3}, new long[]{1, 2, 3})).isEqualTo(0.5);
        assertThat(RankComparison.effect(new long[]{4, 5}, new long[]{1, 2, 3})).isEqualTo(1);
        assertThat(RankComparison.effect(new long[]{0, 9}, new long[]{1, 2})).isEqualTo(0.5);
        assertThat(Stream.of(3L, 1L, 2L).mapToLong(Long::longValue).toArray())
                .satisfies(values -> assertThat(RankComparison.median(values)).isEqualTo(2));
    }
}
