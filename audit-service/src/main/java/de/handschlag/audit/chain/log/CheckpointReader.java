package de.handschlag.audit.chain.log;

import java.sql.Connection;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.problem.ProblemType;

/** The newest published checkpoint, the same for every replica. */
@ApplicationScoped
public class CheckpointReader {

    private final AgroalDataSource database;

    CheckpointReader(AgroalDataSource database) {
        this.database = database;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint */
    public StoredTree.SignedCheckpoint newest() {
        try (Connection connection = database.getConnection()) {
            return new StoredTree(connection).newestCheckpoint()
                    .orElseThrow(() -> ProblemType.UNAVAILABLE.retryAfter(2, "The log has not signed anything yet."));
        } catch (SQLException e) {
            throw new IllegalStateException("checkpoint cannot be read", e);
        }
    }

    /**
     * The newest checkpoint's note with the cosignatures that it has by now.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint
     */
    String newestNote() {
        StoredTree.SignedCheckpoint newest = newest();
        try (Connection connection = database.getConnection()) {
            return new StoredTree(connection).withCosignatures(newest);
        } catch (SQLException e) {
            throw new IllegalStateException("cosignatures cannot be read", e);
        }
    }
}
