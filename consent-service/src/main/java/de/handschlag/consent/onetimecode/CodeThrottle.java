package de.handschlag.consent.onetimecode;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.database.Sql;
import de.handschlag.problem.ProblemType;

/**
 * The limit on wrong codes. An attempt counts as a failure before the code is looked at, and is given back if the code was
 * right: so a hundred attempts at the same moment, on whichever replica, are no way around the limit.
 */
@ApplicationScoped
public class CodeThrottle {

    private final Sql sql;
    private final CodeSettings settings;
    private final InstantSource clock;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    CodeThrottle(AgroalDataSource dataSource, CodeSettings settings, InstantSource clock) {
        this.sql = new Sql(dataSource);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs an attempt of a login to use a code; 429 with Retry-After if it had too many failures. To be called outside a
     * transaction: the count stays when the attempt is rolled back.
     */
    public <T> T byLogin(String issuer, String subject, Supplier<T> attempt) {
        return limited(List.of(new Limit(hash("login:" + issuer + ' ' + subject), settings.failuresAllowed())),
                attempt);
    }

    /**
     * The same for an agency: one client may err about one case, and all of the agency a hundred times, so that neither one
     * clerk's typos lock out the others nor guessing for many cases is a way round.
     */
    public <T> T forCase(String agencyId, String clientId, String caseReference, Supplier<T> attempt) {
        return limited(List.of(
                new Limit(hash("case:" + agencyId + ' ' + caseReference + ' ' + clientId), settings.failuresAllowed()),
                new Limit(hash("agency:" + agencyId), settings.agencyFailuresAllowed())), attempt);
    }

    /** Attempts of one actor come one after another: a right code that is sent eight times at once is not counted as seven wrong ones. */
    private <T> T limited(List<Limit> limits, Supplier<T> attempt) {
        String actor = limits.getFirst().actor();
        Turn turn = turns.compute(actor, (_, known) -> {
            Turn mine = known == null ? new Turn() : known;
            mine.waiting++;
            return mine;
        });
        turn.lock.lock();
        try {
            return attempted(limits, attempt);
        } finally {
            turn.lock.unlock();
            turns.compute(actor, (_, known) -> --turn.waiting == 0 ? null : turn);
        }
    }

    private <T> T attempted(List<Limit> limits, Supplier<T> attempt) {
        List<Limit> reserved = new ArrayList<>(limits.size());
        boolean failed = false;
        try {
            for (Limit limit : limits) {
                reserve(limit);
                reserved.add(limit);
            }
            return attempt.get();
        } catch (HttpProblem problem) {
            failed = OneTimeCodeService.CODE_NOT_VALID.uri().equals(problem.getType())
                    || OneTimeCodeService.BIRTH_DATE_DIFFERS.uri().equals(problem.getType());
            throw problem;
        } finally {
            if (!failed) {
                reserved.forEach(this::giveBack);
            }
        }
    }

    private void reserve(Limit limit) {
        Instant now = clock.instant();
        Instant windowBegin = now.minus(settings.failureWindow());
        int counted = sql.update("""
                INSERT INTO code_attempt AS a (actor, failures, window_start) VALUES (?, 1, ?)
                ON CONFLICT (actor) DO UPDATE SET
                    failures = CASE WHEN a.window_start <= ? THEN 1 ELSE a.failures + 1 END,
                    window_start = CASE WHEN a.window_start <= ? THEN EXCLUDED.window_start ELSE a.window_start END
                WHERE a.window_start <= ? OR a.failures < ?
                """, limit.actor(), now, windowBegin, windowBegin, windowBegin, limit.failures());
        if (counted == 0) {
            throw ProblemType.TOO_MANY_REQUESTS.retryAfter(secondsLeft(limit.actor(), now),
                    "Too many wrong codes were presented.");
        }
    }

    private long secondsLeft(String actor, Instant now) {
        Instant end = sql.first("SELECT window_start FROM code_attempt WHERE actor = ?",
                row -> requireNonNull(Sql.instant(row, 1)).plus(settings.failureWindow()), actor).orElse(now);
        return Math.max(1, end.getEpochSecond() - now.getEpochSecond() + 1);
    }

    private void giveBack(Limit limit) {
        sql.update("UPDATE code_attempt SET failures = failures - 1 WHERE actor = ? AND failures > 0", limit.actor());
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void clearOut() {
        sql.update("""
                DELETE FROM code_attempt WHERE actor IN (SELECT actor FROM code_attempt
                    WHERE window_start <= ? FOR UPDATE SKIP LOCKED)""",
                clock.instant().minus(settings.failureWindow()));
    }

    /** The table outlives an erased login by a while; it must not name it. */
    private static String hash(String actor) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(actor.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whose attempt it is; kept while somebody waits for it. */
    private static final class Turn {
        private final Lock lock = new ReentrantLock();
        private int waiting;
    }

    /**
     * How often one may be wrong in the window.
     *
     * @param actor hash of who
     */
    private record Limit(String actor, int failures) {}
}
