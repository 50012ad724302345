package de.handschlag.audit.chain.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.DatabaseException;
import de.handschlag.problem.ProblemType;

/** The newest published checkpoint, the same for every replica. */
@ApplicationScoped
public class CheckpointReader {

    private final AgroalDataSource database;

    CheckpointReader(AgroalDataSource database) {
        this.database = database;
    }

    /** Empty before the first checkpoint. */
    public Optional<StoredTree.SignedCheckpoint> find() {
        try (Connection connection = database.getConnection()) {
            return new StoredTree(connection).newestCheckpoint();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint */
    public StoredTree.SignedCheckpoint newest() {
        return find().orElseThrow(() -> ProblemType.UNAVAILABLE.retryAfter(2, "The log has not signed anything yet."));
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
            throw new DatabaseException(e);
        }
    }
}
