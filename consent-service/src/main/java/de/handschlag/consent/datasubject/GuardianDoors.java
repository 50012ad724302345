package de.handschlag.consent.datasubject;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.login.Roles;
import de.handschlag.problem.ProblemType;

/**
 * Deny by default (R11, R15): a request that says for whom it acts is answered only by an operation that takes this header. Elsewhere it
 * would act for the guardian's own person, whom it was not meant for. The same with pages, where the choice is remembered.
 */
class GuardianDoors {

    static final ProblemType NOT_FOR_GUARDIANS = new ProblemType("not-for-guardians", 403,
            "This is not open to guardians", "Das ist für sorgeberechtigte Personen nicht offen",
            "Leave the header Acting-For out to act for your own person.");

    private static final URI CHILDREN = URI.create("/app/children");
    private static final URI CONSENTS = URI.create("/app/consents");

    private final ActingChoice choice;

    GuardianDoors(ActingChoice choice) {
        this.choice = choice;
    }

    /** @throws HttpProblem 403 */
    @ServerRequestFilter
    void refuse(ResourceInfo resource, HttpHeaders headers) {
        if (headers.getRequestHeaders().containsKey(Login.ACTING_FOR) && !isOpen(resource.getResourceMethod())) {
            throw NOT_FOR_GUARDIANS.because("The request names a binding by which it acts.");
        }
    }

    /**
     * The way to a page that is open.
     *
     * @return null if this one is
     * @throws HttpProblem 403 if something was to be done on a page that is not
     */
    @ServerRequestFilter
    @Nullable
    Response lead(ResourceInfo resource, ContainerRequestContext request) {
        Class<?> page = resource.getResourceClass();
        if (page == null || choice.binding() == null || !isPersons(page)
                || page.isAnnotationPresent(OpenToGuardians.class)) {
            return null;
        }
        if (!request.getMethod().equals(HttpMethod.GET)) {
            throw NOT_FOR_GUARDIANS.because("The browser's person acts for somebody else.");
        }
        boolean home = request.getUriInfo().getPath().equals("/app");
        return Response.seeOther(home ? CONSENTS : CHILDREN).build();
    }

    private static boolean isPersons(Class<?> page) {
        RolesAllowed roles = page.getAnnotation(RolesAllowed.class);
        return roles != null && List.of(roles.value()).contains(Roles.DATA_SUBJECT);
    }

    private static boolean isOpen(@Nullable Method method) {
        return method != null
                && Arrays.stream(method.getParameters()).map((Parameter one) -> one.getAnnotation(RestHeader.class))
                        .anyMatch(header -> header != null && header.value().equals(Login.ACTING_FOR));
    }
}
