package de.handschlag.registry.emergency;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.registry.personnews.PersonNews;

/**
 * Has persons told of emergency accesses (R21, R41): afterwards, so that no emergency waits for it, and if the notice was deferred, when that is
 * over. No row is held meanwhile: two replicas may say the same, which counts once.
 */
@ApplicationScoped
class EmergencyNews {

    private static final Logger LOG = Logger.getLogger(EmergencyNews.class);
    private static final int AT_ONCE = 100;

    private final EmergencyAccessRepository accesses;
    private final PersonNews news;
    private final InstantSource clock;

    EmergencyNews(EmergencyAccessRepository accesses, PersonNews news, InstantSource clock) {
        this.accesses = accesses;
        this.news = news;
        this.clock = clock;
    }

    /** An access that its person is to be told of. */
    record Untold(UUID emergencyAccessId, UUID dataSubjectId) {}

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        try {
            Instant now = clock.instant();
            List<Untold> untold = QuarkusTransaction.requiringNew().call(() -> accesses.untold(now, AT_ONCE));
            for (Untold one : untold) {
                news.tell(one.dataSubjectId(), "emergency-access/" + one.emergencyAccessId());
                QuarkusTransaction.requiringNew().run(() -> accesses.personIsTold(one.emergencyAccessId(), now));
            }
        } catch (RuntimeException e) {
            LOG.warnf("persons are told of emergency accesses later: %s", e.toString());
        }
    }
}
