package de.handschlag.registry.freshness;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.problem.ProblemType;

/**
 * Decides whether a view is fresh enough to answer from (G2). One time is the clock of the relay's database before
 * it looks for unpublished changes, the other the registry database's in the statement that reads the view; what passes from
 * sending that statement to answering is measured by a clock that cannot step. Clocks that disagree by more than is allowed for end in
 * a refusal, whichever of them is wrong.
 */
@ApplicationScoped
public class Freshness {

    private static final ProblemType NOT_FRESH = new ProblemType("not-fresh", 503,
            "The registry cannot prove that its view is up to date",
            "Das Register kann nicht belegen, dass sein Stand aktuell ist",
            "Wait as long as Retry-After says and try again; nothing was disclosed.");
    private static final long RETRY_SECONDS = 1;

    private final Duration allowedAge;
    private final Duration clockSkew;

    Freshness(FreshnessSettings settings) {
        this.clockSkew = settings.clockSkew();
        this.allowedAge = settings.bound().minus(clockSkew);
        if (!allowedAge.isPositive()) {
            throw new IllegalStateException(
                    "handschlag.freshness.bound must be longer than the clock skew allowed for");
        }
    }

    /**
     * How long an answer may still be given from a view.
     *
     * @param publishedBefore everything committed before this time is in the view; null if nothing is known
     * @param readAt          when the view was read
     * @return what is left of the bound at {@code readAt}; positive
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if the view is too old, or newer than the clocks can agree
     */
    public Duration remaining(@Nullable Instant publishedBefore, Instant readAt) {
        if (publishedBefore == null) {
            throw staleness(
                    "Nothing proves yet that the decisions of this part of the persons are known, or the clocks of the services are further apart than is allowed for.");
        }
        Duration age = Duration.between(publishedBefore, readAt);
        if (age.compareTo(clockSkew.negated()) < 0) {
            throw staleness("The clocks of the services are further apart than is allowed for.");
        }
        Duration remaining = allowedAge.minus(age);
        if (!remaining.isPositive()) {
            throw staleness("The newest proof of freshness is too old.");
        }
        return remaining;
    }

    /** The problem that every read gets while freshness cannot be proved. */
    public RuntimeException staleness(String detail) {
        return NOT_FRESH.retryAfter(RETRY_SECONDS, detail);
    }
}
