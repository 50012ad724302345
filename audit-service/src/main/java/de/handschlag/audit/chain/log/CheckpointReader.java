package de.handschlag.audit.chain.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;
import de.handschlag.problem.ProblemType;

/** The newest checkpoint, and the one that the public sees; each the same for every replica. */
@ApplicationScoped
public class CheckpointReader {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final StoredTree tree;

    CheckpointReader(AgroalDataSource database) {
        this.tree = new StoredTree(new Sql(database));
    }

    /** The newest of all; empty before the first checkpoint. */
    public Optional<StoredTree.SignedCheckpoint> find() {
        return tree.newestCheckpoint();
    }

    /** The one that the public sees, which is older by a beat at most; empty before the first. */
    public Optional<StoredTree.SignedCheckpoint> findPublic() {
        return tree.publicCheckpoint();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint */
    public StoredTree.SignedCheckpoint newest() {
        return find().orElseThrow(CheckpointReader::nothingSigned);
    }

    /**
     * The newest one, if need be after a moment in which it comes to cover so many entries: it follows them at once, unless the log
     * refuses to sign or its sequencer is away. Then it is the newest that there is.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint
     */
    public StoredTree.SignedCheckpoint covering(long entries) {
        long begin = System.nanoTime();
        StoredTree.SignedCheckpoint newest = newest();
        while (newest.size() < entries && System.nanoTime() - begin < LONGEST_WAIT.toNanos()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            newest = newest();
        }
        return newest;
    }

    /**
     * The newest one, if need be after the same moment in which it comes to cover all that is recorded now.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint
     */
    public StoredTree.SignedCheckpoint coveringAll() {
        return covering(tree.size());
    }

    /**
     * How many entries the public sees.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint
     */
    public long publicSize() {
        return findPublic().orElseThrow(CheckpointReader::nothingSigned).size();
    }

    /**
     * The public checkpoint's note with the cosignatures that it has by now.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 before the first checkpoint
     */
    String publicNote() {
        StoredTree.SignedCheckpoint checkpoint = findPublic().orElseThrow(CheckpointReader::nothingSigned);
        return tree.withCosignatures(checkpoint);
    }

    private static RuntimeException nothingSigned() {
        return ProblemType.UNAVAILABLE.retryAfter(2, "The log has not signed anything yet.");
    }
}
