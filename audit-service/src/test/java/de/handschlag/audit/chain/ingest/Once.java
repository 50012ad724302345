package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import de.handschlag.audit.chain.ingest.WriteStep.Moment;

/** Does something once, when a step is reached. */
record Once(WriteStep step, Moment moment, WriteStep.Observer then,
        CountDownLatch reached) implements WriteStep.Observer {

    static Once at(WriteStep step, Moment moment, WriteStep.Observer then) {
        return new Once(step, moment, then, new CountDownLatch(1));
    }

    @Override
    public void at(WriteStep at, Moment when) throws SQLException, IOException {
        if (at == step && when == moment && reached.getCount() > 0) {
            reached.countDown();
            then.at(at, when);
        }
    }

    void await() throws InterruptedException {
        assertThat(reached.await(120, TimeUnit.SECONDS)).as("%s reached", step).isTrue();
    }
}
