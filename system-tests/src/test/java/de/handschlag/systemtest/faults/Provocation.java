package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import de.handschlag.faultagent.PlantedFault;
import de.handschlag.systemtest.faults.Violation.Name;

/**
 * A planted fault: in which service, what makes it show, and what the checker must call it.
 *
 * @param script faults beside the planted one; of some it shows in fair weather
 */
record Provocation(PlantedFault fault, String service, List<FaultKind> script, Name expected) {

    /** Of a run with faults beside the planted one: as long as the longest of them and the pause before it. */
    private static final Duration LENGTH = Duration.ofSeconds(12);

    /** Of a run in which the planted fault shows without another one beside it. */
    private static final Duration SHORT = Duration.ofSeconds(6);

    /** How often a fault is provoked at most: on a busy machine a run may have no read in the seconds in which it shows. */
    private static final int RUNS = 10;

    /** Events that a fault holds back never come to the log; there is no use in waiting for them. */
    private static final Duration HEALING = Duration.ofSeconds(15);

    static Provocation of(PlantedFault fault) {
        return switch (fault) {
            case FRESHNESS_TEST_OFF -> new Provocation(fault, "registry", List.of(FaultKind.CUT_CONSENT_FROM_BROKERS),
                    Name.G2_ANSWERED_FROM_STALE_VIEW);
            case AUDIT_ACKNOWLEDGEMENT_OFF -> new Provocation(fault, "registry",
                    List.of(FaultKind.CUT_REGISTRY_FROM_BROKERS), Name.G3_DISCLOSED_WITHOUT_RECORD);
            case ORDERING_TEST_OFF -> new Provocation(fault, "registry", List.of(FaultKind.OLD_GRANTS_AGAIN),
                    Name.G1_DISCLOSED_AFTER_ENFORCEMENT);
            case WITHDRAWALS_LOST -> new Provocation(fault, "consent", List.of(), Name.LOST_EVENT);
            case PROCESS_CLOCK_TRUSTED -> new Provocation(fault, "consent", List.of(FaultKind.STEP_CLOCK_AND_CUT),
                    Name.G2_IGNORED_ACKNOWLEDGED_CHANGE);
            case PURPOSE_TEST_OFF -> new Provocation(fault, "registry", List.of(), Name.NOT_COVERED);
        };
    }

    /** All, one service after the other: the replicas of one are started anew when the next one is to be planted in. */
    static List<Provocation> all() {
        return Arrays.stream(PlantedFault.values()).map(Provocation::of)
                .sorted(Comparator.comparing(Provocation::service)).toList();
    }

    /** Those that show without another fault beside them: whatever the machine does, the first run shows them. */
    static List<Provocation> sample() {
        return all().stream().filter(provocation -> provocation.script().isEmpty()).toList();
    }

    /**
     * Runs with the fault until the checker has found it, or has looked often enough.
     *
     * @return whether it was found by its name
     * @throws IllegalStateException if the fault was not in place
     */
    boolean isFound(FaultStack stack) throws IOException, InterruptedException, SQLException {
        Path marker = stack.plant(service, fault.key());
        for (int seed = 1; seed <= RUNS; seed++) {
            FaultRun run = new FaultRun(stack,
                    new RunSettings(seed, Long.MAX_VALUE, script.isEmpty() ? SHORT : LENGTH, 8, 4, 0, HEALING));
            run.prepare();
            FaultRun.Report report = run.execute(script);
            System.out.println(fault.key() + " " + report);
            if (!Files.readString(marker).contains(fault.key())) {
                throw new IllegalStateException("the agent did not meet the class of " + fault.key());
            }
            if (report.violationsByName().containsKey(expected)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return fault.key() + ", found as " + expected;
    }
}
