package de.handschlag.consent.enforcement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.consent.datasubject.MissedDecision;
import de.handschlag.problem.ProblemType;

/** Erasures and unlinkings that somebody may ask about; receipts complete them where they are stored. */
@ApplicationScoped
class EndingRepository {

    /** Longer than anybody follows a link that says "pending". */
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Logger LOG = Logger.getLogger(EndingRepository.class);

    private final AgroalDataSource dataSource;
    private final InstantSource clock;

    EndingRepository(AgroalDataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** @param agencyId whose case was unlinked; null for a person's erasure */
    @Transactional(TxType.MANDATORY)
    public void add(Ending ending, @Nullable String agencyId, Instant endedAt) {
        update("INSERT INTO ending (ending_id, agency_id, data_subject_id, consent_revision, ended_at)"
                + " VALUES (?, ?, ?, ?, ?)", ending.endingId(), agencyId, ending.dataSubjectId(),
                ending.consentRevision(), at(endedAt));
    }

    /**
     * @param agencyId whose unlinking; null for an erasure
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if the database does not tell
     */
    Optional<EndingState> find(UUID endingId, @Nullable String agencyId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT enforced_at FROM ending WHERE ending_id = ? AND agency_id IS NOT DISTINCT FROM ?")) {
            select.setObject(1, endingId);
            select.setString(2, agencyId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                OffsetDateTime enforcedAt = row.getObject(1, OffsetDateTime.class);
                return Optional.of(EndingState.of(enforcedAt == null ? null : enforcedAt.toInstant()));
            }
        } catch (SQLException e) {
            LOG.errorf("endings cannot be looked up: %s", e.toString());
            throw ProblemType.UNAVAILABLE.retryAfter(1, "The database does not answer in time.");
        }
    }

    /** What was given out here meanwhile is behind what the topic has (ADR 39); a receipt must cover it there. */
    void catchUp(@Observes MissedDecision missed) {
        if (missed.shift() > 0) {
            update("UPDATE ending SET consent_revision = consent_revision + ? WHERE data_subject_id = ?"
                    + " AND consent_revision >= ?", missed.shift(), missed.event().dataSubjectId(),
                    missed.firstShifted());
        }
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void clearOut() {
        update("DELETE FROM ending WHERE ending_id IN (SELECT ending_id FROM ending WHERE ended_at <= ?"
                + " FOR UPDATE SKIP LOCKED)", at(clock.instant().minus(KEPT)));
    }

    private void update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("An ending cannot be written.", e);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
