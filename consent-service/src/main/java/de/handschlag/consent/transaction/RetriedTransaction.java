package de.handschlag.consent.transaction;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Around every method that begins a transaction, outside of the one that begins it; a method that joins one does not retry. */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class RetriedTransaction {

    private final Retries retries;

    RetriedTransaction(Retries retries) {
        this.retries = retries;
    }

    @AroundInvoke
    Object retry(InvocationContext method) throws Exception {
        return QuarkusTransaction.getStatus() == Status.STATUS_NO_TRANSACTION
                ? retries.run(method::proceed)
                : method.proceed();
    }
}
