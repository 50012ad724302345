package de.handschlag.systemtest.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code deploy/fault-test} runs. */
@Command(name = "deploy/fault-test", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs a random workload on a stack with three brokers and several replicas of each service, injects faults by a"
                + " schedule, and compares what clients were told with the audit log. See docs/fault-testing.md.",
        ""}, footer = {"",
                "Exit codes: 0 no violation, 1 violations (each is printed by its name; with --planted: one was not found), 2 wrong options,"
                        + " 3 the run itself failed."})
public final class FaultCommand implements Callable<Integer> {

    @Option(names = "--operations", paramLabel = "N", description = "End after so many operations: changes that were acknowledged and cases that were decided.")
    long operations = Long.MAX_VALUE;

    @Option(names = "--minutes", paramLabel = "M", description = "End after so many minutes (default: 5; with --operations: 120).")
    int minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Repeat the decisions and the schedule of faults of a run.")
    long seed = System.nanoTime() % 1_000_000_000;

    @Option(names = "--persons", paramLabel = "N", defaultValue = "60", description = "Persons who decide (default: ${DEFAULT-VALUE}).")
    int persons;

    @Option(names = "--registries", paramLabel = "N", defaultValue = "3", description = "Replicas of the registry; of the other services there are two (default: ${DEFAULT-VALUE}).")
    int registries;

    @Option(names = "--readers", paramLabel = "N", defaultValue = "4", description = "Clients that read one case at a time (default: ${DEFAULT-VALUE}).")
    int readers;

    @Option(names = "--batches", paramLabel = "N", defaultValue = "2", description = "Clients that read many cases at a time (default: ${DEFAULT-VALUE}).")
    int batches;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "6", description = "Replicas of the registry that are killed at first, with nothing else, to measure how long clients wait (default: ${DEFAULT-VALUE}).")
    int kills;

    @Option(names = "--planted", description = "Instead of a random run: switch one guard of a promise off after the other, and see that the checker finds each by its name. Takes some ten minutes.")
    boolean planted;

    @Override
    public Integer call() throws Exception {
        return planted ? findPlanted() : run();
    }

    private static int findPlanted() throws Exception {
        List<Provocation> missed = new ArrayList<>();
        try (FaultStack stack = new FaultStack(FaultStack.newDirectory(), 3)) {
            stack.start();
            for (Provocation provocation : Provocation.all()) {
                if (!provocation.isFound(stack)) {
                    missed.add(provocation);
                }
            }
        }
        System.out.printf("%d planted faults, %d not found %s%n", Provocation.all().size(), missed.size(), missed);
        return missed.isEmpty() ? 0 : 1;
    }

    private int run() throws Exception {
        int bound = minutes > 0 ? minutes : operations == Long.MAX_VALUE ? 5 : 120;
        try (FaultStack stack = new FaultStack(FaultStack.newDirectory(), registries)) {
            stack.start();
            FaultRun run = new FaultRun(stack, new RunSettings(seed, operations, Duration.ofMinutes(bound), persons,
                    readers, batches, RunSettings.HEALING));
            run.prepare();
            if (kills > 0) {
                run.loseReplicas(kills);
            }
            FaultRun.Report report = run.execute();
            System.out.println(report);
            return report.violations().isEmpty() ? 0 : 1;
        }
    }

    public static void main(String... arguments) {
        int code = new CommandLine(new FaultCommand()).setExecutionExceptionHandler((failure, _, _) -> {
            failure.printStackTrace();
            return 3;
        }).execute(arguments);
        System.exit(code);
    }
}
