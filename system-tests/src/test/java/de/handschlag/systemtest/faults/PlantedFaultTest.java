package de.handschlag.systemtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import de.handschlag.faultagent.PlantedFault;
import de.handschlag.systemtest.faults.Violation.Name;

/** The checker complains, by the right name, about services in which a promise's guard is switched off. */
@Tag("faults")
class PlantedFaultTest {

    /** Of a run with faults beside the planted one: as long as the longest of them and the pause before it. */
    private static final Duration LENGTH = Duration.ofSeconds(12);

    /** Of a run in which the planted fault shows without another one beside it. */
    private static final Duration SHORT = Duration.ofSeconds(6);

    /** In fair weather it is enough when so much was compared; a busy machine takes its time for it. */
    private static final long FAIR_OPERATIONS = 5_000;
    private static final Duration FAIR_AT_LONGEST = Duration.ofSeconds(60);

    /** How often a fault is provoked at most: on a busy machine a run may have no read in the seconds in which it shows. */
    private static final int RUNS = 10;

    /** Events that a fault holds back never come to the log; there is no use in waiting for them. */
    private static final Duration HEALING = Duration.ofSeconds(15);

    private final FaultStack stack = SharedFaultStack.get();

    @AfterAll
    static void leaveItAsItShouldBe() {
        SharedFaultStack.get().restorePrograms();
    }

    /** What makes a planted fault show, and what it must be called. */
    private record Case(String service, List<FaultKind> script, Name expected) {

        static Case of(PlantedFault fault) {
            return switch (fault) {
                case FRESHNESS_TEST_OFF ->
                    new Case("registry", List.of(FaultKind.CUT_CONSENT_FROM_BROKERS), Name.G2_ANSWERED_FROM_STALE_VIEW);
                case AUDIT_ACKNOWLEDGEMENT_OFF -> new Case("registry", List.of(FaultKind.CUT_REGISTRY_FROM_BROKERS),
                        Name.G3_DISCLOSED_WITHOUT_RECORD);
                case ORDERING_TEST_OFF ->
                    new Case("registry", List.of(FaultKind.OLD_GRANTS_AGAIN), Name.G1_DISCLOSED_AFTER_ENFORCEMENT);
                case WITHDRAWALS_LOST -> new Case("consent", List.of(), Name.LOST_EVENT);
                case PROCESS_CLOCK_TRUSTED ->
                    new Case("consent", List.of(FaultKind.STEP_CLOCK_AND_CUT), Name.G2_IGNORED_ACKNOWLEDGED_CHANGE);
                case PURPOSE_TEST_OFF -> new Case("registry", List.of(), Name.NOT_COVERED);
            };
        }
    }

    /** One service after the other: the replicas of one are started anew when the next one is to be planted in. */
    private static Stream<PlantedFault> byService() {
        return Arrays.stream(PlantedFault.values()).sorted(Comparator.comparing(fault -> Case.of(fault).service()));
    }

    @ParameterizedTest
    @MethodSource("byService")
    @DisplayName("The checker finds the planted fault")
    void plantedFaultIsFoundByItsName(PlantedFault fault) throws Exception {
        Case planted = Case.of(fault);
        Path marker = stack.plant(planted.service(), fault.key());
        FaultRun.Report report;
        int seed = 0;
        do {
            FaultRun run = new FaultRun(stack, new RunSettings(++seed, Long.MAX_VALUE,
                    planted.script().isEmpty() ? SHORT : LENGTH, 8, 4, 0, HEALING));
            run.prepare();
            report = run.execute(planted.script());
            System.out.println(fault.key() + " " + report);
        } while (!report.violationsByName().containsKey(planted.expected()) && seed < RUNS);

        assertThat(marker).as("the agent met the class").content().contains(fault.key());
        assertThat(report.violationsByName()).containsKey(planted.expected());
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
