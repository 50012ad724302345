package de.handschlag.consent.transaction;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** A transaction around a few lines, where what happens after its end, or when it fails, is the caller's business. */
@ApplicationScoped
public class NewTransaction {

    private final Retries retries;

    NewTransaction(Retries retries) {
        this.retries = retries;
    }

    /**
     * Run again, from the beginning, if PostgreSQL ended it for the sake of another one.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it was ended each time
     */
    public <T> T call(Callable<T> work) {
        try {
            return retries.run(() -> QuarkusTransaction.requiringNew().call(work));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a transaction throws nothing that is checked", e);
        }
    }
}
