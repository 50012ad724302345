package de.handschlag.systemtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checker complains, by the right name, about services in which a promise's guard is switched off. A sample of
 * {@code deploy/fault-test --planted}, which plants all faults: those that show in any weather.
 */
@Tag("faults")
@Tag("planted")
class PlantedFaultTest {

    /** In fair weather it is enough when so much was compared; a busy machine takes its time for it. */
    private static final long FAIR_OPERATIONS = 5_000;
    private static final Duration FAIR_AT_LONGEST = Duration.ofSeconds(60);

    private final FaultStack stack = SharedFaultStack.get();

    @AfterAll
    static void leaveItAsItShouldBe() {
        SharedFaultStack.get().restorePrograms();
    }

    private static List<Provocation> sample() {
        return Provocation.sample();
    }

    @ParameterizedTest
    @MethodSource("sample")
    @DisplayName("The checker finds the planted fault")
    void plantedFaultIsFoundByItsName(Provocation provocation) throws Exception {
        assertThat(provocation.isFound(stack)).isTrue();
    }

    @Test
    @DisplayName("One fault of each service that decides is in the sample, and every fault is provoked at length")
    void sampleIsOfAll() {
        assertThat(Provocation.sample()).extracting(Provocation::service).containsExactly("consent", "registry");
        assertThat(Provocation.all()).hasSize(6).containsAll(Provocation.sample());
    }

    @Test
    @DisplayName("In fair weather and without a planted fault the checker finds nothing")
    void nothingIsFoundWhereNothingIsWrong() throws Exception {
        stack.restorePrograms();
        FaultRun run = new FaultRun(stack,
                new RunSettings(1, FAIR_OPERATIONS, FAIR_AT_LONGEST, 8, 4, 1, RunSettings.HEALING));
        run.prepare();

        FaultRun.Report report = run.execute(List.of());

        System.out.println("fair weather " + report);
        assertThat(report.violations()).isEmpty();
        assertThat(report.disclosed()).isGreaterThan(100);
    }
}
