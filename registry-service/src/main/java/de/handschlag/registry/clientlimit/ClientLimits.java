package de.handschlag.registry.clientlimit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.ClientLimitExceeded.Limit;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.clientlimit.ClientLimitSettings.Limits;
import de.handschlag.registry.requester.AgencyRequester;

/**
 * Admits a client's reads up to its limits. Each replica counts by itself and in memory: a read must not wait for another
 * one's counter (ADR 15).
 */
@ApplicationScoped
@Startup
public class ClientLimits {

    private static final ProblemType EXCEEDED = new ProblemType("client-limit-exceeded", 429,
            "The client has reached its limit for this hour", "Der Zugang hat sein Stundenlimit erreicht",
            "Wait as long as Retry-After says; the operator can set another limit.");
    private static final Logger LOG = Logger.getLogger(ClientLimits.class);
    private static final String REFUSED_TRIES = "refused_tries";
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final ClientLimitSettings settings;
    private final AgencyRequester requester;
    private final AccessLog accessLog;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final Cache<String, FixedWindow> hours = Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(1))
            .build();

    ClientLimits(ClientLimitSettings settings, AgencyRequester requester, AccessLog accessLog, MeterRegistry metrics,
            InstantSource clock) {
        this.settings = settings;
        this.requester = requester;
        this.accessLog = accessLog;
        this.metrics = metrics;
        this.clock = clock;
        refusals(REFUSED_TRIES);
        for (Limit limit : Limit.values()) {
            refusals(name(limit));
        }
    }

    private Counter refusals(String limit) {
        return Counter.builder("handschlag.client.limit.refusals").description("Requests beyond a client's limit")
                .tag("limit", limit).register(metrics);
    }

    private static String name(Limit limit) {
        return limit.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Counts a read of the current requester. The answer depends on what this client asked for and on nothing else (R10).
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 429 if it is too much; then it counts for nothing
     */
    public void admit(List<String> caseReferences) {
        String key = requester.limitedAs();
        FixedWindow hourOfClient = hours.get(key, _ -> begin());
        long seconds = clock.instant().getEpochSecond();
        Limit exceeded = hourOfClient.admit(seconds / HOUR, caseReferences);
        if (exceeded != null) {
            refuse(key, hourOfClient, exceeded, seconds);
        }
    }

    /**
     * Counts tries of the current requester that it has no right to. They are refused anyway; the limit keeps them from filling
     * the log (ADR 46).
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 429 if they are too many to have an entry each
     */
    public void admitRefused(int tries) {
        String key = requester.limitedAs();
        FixedWindow hourOfClient = hours.get(key, _ -> begin());
        long seconds = clock.instant().getEpochSecond();
        long hour = seconds / HOUR;
        if (hourOfClient.admitRefused(hour, tries)) {
            return;
        }
        refusals(REFUSED_TRIES).increment();
        if (hourOfClient.areRefusedTriesToBeTold(hour)) {
            tell(key + " refused tries " + hour,
                    new ClientLimitExceeded(requester.asTrier(), Limit.REQUESTS, hourOfClient.refusedTriesAllowed(),
                            Instant.ofEpochSecond(hour * HOUR), clock.instant(), true),
                    hourOfClient::refusedTriesWereNotTold);
        }
        throw EXCEEDED.retryAfter(HOUR - seconds % HOUR, "Too many requests that the client has no right to.");
    }

    private FixedWindow begin() {
        Requester client = requester.asTrier();
        return new FixedWindow(limit(client, Limits::requestsPerHour, settings.requestsPerHour()),
                limit(client, Limits::casesPerHour, settings.casesPerHour()),
                limit(client, Limits::refusedTriesPerHour, settings.refusedTriesPerHour()));
    }

    private int limit(Requester client, Function<Limits, OptionalInt> which, int ofAll) {
        int ofAgency = own(settings.agencies().get(String.valueOf(client.agencyId())), which, ofAll);
        return own(settings.clients().get(client.clientId()), which, ofAgency);
    }

    private static int own(@Nullable Limits limits, Function<Limits, OptionalInt> which, int otherwise) {
        return limits == null ? otherwise : which.apply(limits).orElse(otherwise);
    }

    private void refuse(String key, FixedWindow hourOfClient, Limit exceeded, long seconds) {
        refusals(name(exceeded)).increment();
        long hour = seconds / HOUR;
        if (hourOfClient.isToBeTold(hour, exceeded)) {
            tell(key + " " + exceeded + " " + hour,
                    new ClientLimitExceeded(requester.asRequester(), exceeded, hourOfClient.allowed(exceeded),
                            Instant.ofEpochSecond(hour * HOUR), clock.instant()),
                    () -> hourOfClient.wasNotTold(exceeded));
        }
        throw EXCEEDED.retryAfter(HOUR - seconds % HOUR, switch (exceeded) {
            case REQUESTS -> "Too many requests in this hour.";
            case CASES -> "Too many different cases in this hour.";
        });
    }

    /**
     * Tells the log.
     *
     * @param what  the same on all replicas: the log takes an id once
     * @param untold called if the log does not take it
     */
    private void tell(String what, ClientLimitExceeded event, Runnable untold) {
        try {
            accessLog.append(accessLog.idOf(what), accessLog.now(), event);
        } catch (RuntimeException e) {
            // The client is refused all the same.
            LOG.warnf("that a client exceeded its limit is not in the log yet: %s", e.toString());
            untold.run();
        }
    }
}
