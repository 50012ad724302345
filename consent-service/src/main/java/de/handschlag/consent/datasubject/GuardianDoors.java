package de.handschlag.consent.datasubject;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.problem.ProblemType;

/**
 * Deny by default (R11, R15): a request that says for whom it acts is answered only by an operation that takes this header. Elsewhere it
 * would act for the guardian's own person, whom it was not meant for.
 */
class GuardianDoors {

    static final ProblemType NOT_FOR_GUARDIANS = new ProblemType("not-for-guardians", 403,
            "This is not open to guardians", "Das ist für sorgeberechtigte Personen nicht offen",
            "Leave the header Acting-For out to act for your own person.");

    /** @throws HttpProblem 403 */
    @ServerRequestFilter
    void refuse(ResourceInfo resource, HttpHeaders headers) {
        if (headers.getRequestHeaders().containsKey(Login.ACTING_FOR) && !isOpen(resource.getResourceMethod())) {
            throw NOT_FOR_GUARDIANS.because("The request names a binding by which it acts.");
        }
    }

    private static boolean isOpen(@Nullable Method method) {
        return method != null
                && Arrays.stream(method.getParameters()).map((Parameter one) -> one.getAnnotation(RestHeader.class))
                        .anyMatch(header -> header != null && header.value().equals(Login.ACTING_FOR));
    }
}
