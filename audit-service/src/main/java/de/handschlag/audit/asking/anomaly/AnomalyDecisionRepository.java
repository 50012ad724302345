package de.handschlag.audit.asking.anomaly;

import static java.util.Objects.requireNonNull;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.anomaly.AnomalyDecision.Outcome;
import de.handschlag.database.Sql;

/** Decisions about anomalies in the database. */
@ApplicationScoped
class AnomalyDecisionRepository {

    private final Sql sql;

    AnomalyDecisionRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** The later decision is the one that counts. */
    void put(AnomalyDecision decision) {
        sql.update("""
                INSERT INTO anomaly_decision (kind, log_index, decision, note, decided_by, decided_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, log_index) DO UPDATE SET decision = excluded.decision, note = excluded.note,
                    decided_by = excluded.decided_by, decided_at = excluded.decided_at""", decision.kind(),
                decision.newest(), decision.outcome(), decision.note(), decision.decidedBy(), decision.decidedAt());
    }

    /** About anomalies with one of these entries as the newest. */
    List<AnomalyDecision> about(List<Long> newest) {
        return sql.list("""
                SELECT kind, log_index, decision, note, decided_by, decided_at FROM anomaly_decision
                WHERE log_index = ANY (?)""",
                row -> new AnomalyDecision(row.getString(1), row.getLong(2), Outcome.valueOf(row.getString(3)),
                        row.getString(4), row.getString(5), requireNonNull(Sql.instant(row, 6))),
                newest);
    }
}
