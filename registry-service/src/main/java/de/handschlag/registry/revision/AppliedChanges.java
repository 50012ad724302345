package de.handschlag.registry.revision;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;

import de.handschlag.registry.freshness.FreshnessSettings;

/** How far the views have come, over all persons: for a case that is not there, nobody's own progress can be looked at. */
@ApplicationScoped
public class AppliedChanges {

    private final EntityManager entityManager;
    private final Duration clockSkew;

    AppliedChanges(EntityManager entityManager, FreshnessSettings settings) {
        this.entityManager = entityManager;
        this.clockSkew = settings.clockSkew();
    }

    /** A time before which everything was committed at the consent-service that its clients know of now. */
    public Instant allThatIsKnownNow() {
        return QuarkusTransaction
                .requiringNew().call(() -> (Instant) entityManager
                        .createNativeQuery("SELECT clock_timestamp()", Instant.class).getSingleResult())
                .plus(clockSkew);
    }

    /** Whether everything that was decided before this time is in the views, of whichever person. */
    public boolean include(Instant time) {
        return QuarkusTransaction.requiringNew().call(() -> (Boolean) entityManager.createNativeQuery("""
                SELECT coalesce(bool_and(coalesce(published_before > ?1, false)), false) FROM applied_partition""",
                Boolean.class).setParameter(1, time).getSingleResult());
    }
}
