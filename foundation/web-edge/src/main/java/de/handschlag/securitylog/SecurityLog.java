package de.handschlag.securitylog;

import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.edge.operation.KnownMethods;

/** Watches every answer of the service, whoever refused: the framework before a resource is found, or the resource. */
@ApplicationScoped
class SecurityLog {

    /** The category; an operator sends it where alarms come from. */
    static final String CATEGORY = "handschlag.security";

    private static final int LONGEST_CLIENT = 255;
    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final int[] REFUSALS = {401, 403, 429};
    /** Before authentication, which may end a call. */
    private static final int FIRST = 1_000;
    private static final long MINUTE_MILLIS = 60_000;
    /** Where the framework keeps the matched operation for metrics and traces. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private final RefusedCalls calls;
    private final Map<Integer, Counter> counters = new TreeMap<>();

    SecurityLog(
            @ConfigProperty(name = "handschlag.security-log.lines-per-minute", defaultValue = "6") int linesPerMinute,
            MeterRegistry metrics) {
        this.calls = new RefusedCalls(linesPerMinute);
        for (int status : REFUSALS) {
            counters.put(status,
                    Counter.builder("handschlag.security.refusals")
                            .description("Calls that were refused, by HTTP status")
                            .tag("status", String.valueOf(status)).register(metrics));
        }
    }

    void watch(@Observes Filters filters) {
        filters.register(call -> {
            call.addEndHandler(_ -> ended(call));
            call.next();
        }, FIRST);
    }

    void tellEachMinute(@Observes StartupEvent start, Vertx vertx) {
        vertx.setPeriodic(MINUTE_MILLIS, _ -> tellRest());
    }

    private void ended(RoutingContext call) {
        int status = call.response().getStatusCode();
        Counter counter = counters.get(status);
        if (counter == null) {
            return;
        }
        counter.increment();
        JsonWebToken token = verifiedToken(call);
        RefusedCall refused = new RefusedCall(status, operation(call), known(token == null ? null : token.getIssuer()),
                clientOf(token));
        if (calls.add(refused)) {
            LOG.warn(refused.line(1));
        }
    }

    /** Null if there was none, or it was not accepted. */
    private static @Nullable JsonWebToken verifiedToken(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token ? token : null;
    }

    /** Whatever an issuer wrote there: a name that is no text, or too long to be one, is none. */
    private static String clientOf(@Nullable JsonWebToken token) {
        return token != null && token.getClaim("azp") instanceof String client && client.length() <= LONGEST_CLIENT
                ? known(client)
                : RefusedCall.UNKNOWN;
    }

    private static String operation(RoutingContext call) {
        String template = call.request() instanceof HttpServerRequestInternal request
                ? request.context().getLocal(TEMPLATE)
                : null;
        return KnownMethods.nameOf(call.request().method().name()) + " " + known(template);
    }

    private static String known(@Nullable String text) {
        return text == null || text.isBlank() ? RefusedCall.UNKNOWN : text;
    }

    /** What had no line yet; also at the end of the service. */
    @PreDestroy
    void tellRest() {
        calls.rest().forEach((refused, count) -> LOG.warn(refused.line(count)));
    }
}
