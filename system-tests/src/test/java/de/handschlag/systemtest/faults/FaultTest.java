package de.handschlag.systemtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A sample of {@code deploy/fault-test}, always with the same decisions and schedule; {@code deploy/fault-test} itself takes
 * five minutes or as many as it is given, and a new seed each time. Another seed here: {@code -Dhandschlag.faults.seed=N};
 * longer than the minute of faults: {@code -Dhandschlag.faults.seconds=N}.
 */
@Tag("faults")
@Tag("long")
class FaultTest {

    @Test
    @DisplayName("G1 G2 G3 R26 no promise is broken amid faults; no read waits for a lost registry replica")
    void noPromiseIsBroken() throws Exception {
        FaultRun run = new FaultRun(SharedFaultStack.get(),
                new RunSettings(Long.getLong("handschlag.faults.seed", 11), Long.MAX_VALUE,
                        Duration.ofSeconds(Integer.getInteger("handschlag.faults.seconds", 60)), 16, 4, 1,
                        RunSettings.HEALING));
        run.prepare();
        run.loseReplicas(2);

        FaultRun.Report report = run.execute();

        System.out.println(report);
        assertThat(report.violations()).as("seed " + report.seed()).isEmpty();
        // How long that is in milliseconds is a matter of the machine, and printed: the other replica answers meanwhile.
        assertThat(report.waits().longest()).isLessThan(report.waits().shortestLoss());
        // A run in which nothing was disclosed or nothing went wrong would prove nothing.
        assertThat(report.disclosed()).isGreaterThan(100);
        assertThat(report.faults()).hasSizeGreaterThan(3);
    }
}
