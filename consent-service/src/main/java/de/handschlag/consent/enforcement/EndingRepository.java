package de.handschlag.consent.enforcement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.datasubject.MissedDecision;
import de.handschlag.database.Sql;

/** Erasures and unlinkings that somebody may ask about; receipts complete them where they are stored. */
@ApplicationScoped
class EndingRepository {

    /** Longer than anybody follows a link that says "pending". */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Sql sql;
    private final InstantSource clock;

    EndingRepository(AgroalDataSource dataSource, InstantSource clock) {
        this.sql = new Sql(dataSource);
        this.clock = clock;
    }

    /** @param agencyId whose case was unlinked; null for a person's erasure */
    @Transactional(TxType.MANDATORY)
    public void add(Ending ending, @Nullable String agencyId, Instant endedAt) {
        sql.update(
                "INSERT INTO ending (ending_id, agency_id, data_subject_id, consent_revision, ended_at)"
                        + " VALUES (?, ?, ?, ?, ?)",
                ending.endingId(), agencyId, ending.dataSubjectId(), ending.consentRevision(), endedAt);
    }

    /** @param agencyId whose unlinking; null for an erasure */
    Optional<EndingState> find(UUID endingId, @Nullable String agencyId) {
        return sql.first("SELECT enforced_at FROM ending WHERE ending_id = ? AND agency_id IS NOT DISTINCT FROM ?",
                row -> EndingState.of(Sql.instant(row, 1)), endingId, agencyId);
    }

    /** What was given out here meanwhile is behind what the topic has (ADR 39); a receipt must cover it there. */
    void catchUp(@Observes MissedDecision missed) {
        if (missed.shift() > 0) {
            sql.update(
                    "UPDATE ending SET consent_revision = consent_revision + ? WHERE data_subject_id = ?"
                            + " AND consent_revision >= ?",
                    missed.shift(), missed.event().dataSubjectId(), missed.firstShifted());
        }
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void clearOut() {
        sql.update("DELETE FROM ending WHERE ending_id IN (SELECT ending_id FROM ending WHERE ended_at <= ?"
                + " FOR UPDATE SKIP LOCKED)", clock.instant().minus(KEPT));
    }
}
