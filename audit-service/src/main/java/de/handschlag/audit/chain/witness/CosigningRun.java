package de.handschlag.audit.chain.witness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.audit.chain.log.PublicBeat;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.log.WitnessKey;
import de.handschlag.audit.chain.log.WitnessKey.Cosignature;
import de.handschlag.audit.chain.witness.WitnessClient.Answer;
import de.handschlag.audit.chain.witness.Witnesses.Witness;
import de.handschlag.database.LeaderLock;
import de.handschlag.settings.DatabaseLogin;

/**
 * Submits to all witnesses at once, so that their cosignatures meet on one: first the public checkpoint, for the cosignature that
 * the public is shown, then the newest. It reads what the sequencer has published and adds rows beside it; the sequencer does not
 * know that it exists.
 */
@ApplicationScoped
class CosigningRun {

    private static final Logger LOG = Logger.getLogger(CosigningRun.class);
    /** How far a witness's clock may be ahead of ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    private final Witnesses witnesses;
    private final WitnessClient client;
    private final CosignatureRepository repository;
    private final CheckpointReader checkpoints;
    private final PublicBeat publicBeat;
    private final CosignedCheckpoints cosigned;
    private final DatabaseLogin login;
    private final WitnessStatus status;
    private final WitnessMetrics metrics;
    private final InstantSource clock;

    CosigningRun(Witnesses witnesses, WitnessClient client, CosignatureRepository repository,
            CheckpointReader checkpoints, PublicBeat publicBeat, CosignedCheckpoints cosigned, DatabaseLogin login,
            WitnessStatus status, WitnessMetrics metrics, InstantSource clock) {
        this.witnesses = witnesses;
        this.client = client;
        this.repository = repository;
        this.checkpoints = checkpoints;
        this.publicBeat = publicBeat;
        this.cosigned = cosigned;
        this.login = login;
        this.status = status;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(every = "{handschlag.witness.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        if (witnesses.all().isEmpty()) {
            return;
        }
        try {
            run();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("checkpoints are not submitted to witnesses; it is tried again", e);
        }
    }

    /** @return false if another replica submits at this moment */
    boolean run() throws SQLException {
        boolean myTurn = LeaderLock.WITNESSES.run(login, "", session -> {
            // A beat that is due and not looked at yet: a larger checkpoint would go first, and the public one have no cosignature.
            publicBeat.moveOn();
            Optional<SignedCheckpoint> shown = checkpoints.findPublic().filter(checkpoint -> checkpoint.size() > 0);
            Optional<SignedCheckpoint> newest = checkpoints.find().filter(checkpoint -> checkpoint.size() > 0);
            if (newest.isPresent()) {
                submit(shown, newest.get());
            }
        });
        observe();
        return myTurn;
    }

    private void submit(Optional<SignedCheckpoint> shown, SignedCheckpoint newest) {
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            witnesses.all().forEach(witness -> calls.execute(() -> submit(shown, newest, witness)));
        }
    }

    private void submit(Optional<SignedCheckpoint> shown, SignedCheckpoint newest, Witness witness) {
        WitnessKey key = witness.key();
        try {
            long size = sizeOf(key);
            if (shown.isPresent() && size <= shown.get().size() && !repository.hasPublic(shown.get().size(), key)) {
                cosign(shown.get(), newest, witness, size, true);
                size = sizeOf(key);
            }
            if (size < newest.size()) {
                cosign(newest, newest, witness, size, false);
            }
            status.succeeded(key);
        } catch (ContradictionException e) {
            metrics.contradicted(key);
            if (status.failed(key, requireNonNull(e.getMessage()))) {
                LOG.errorf("witness %s contradicts this log: it %s", key.name(), e.getMessage());
            }
        } catch (IOException | RuntimeException e) {
            metrics.failed(key);
            if (status.failed(key, String.valueOf(e.getMessage()))) {
                LOG.warnf("no cosignature of witness %s: %s", key.name(), e.getMessage());
            }
        }
    }

    private long sizeOf(WitnessKey key) {
        return repository.newestOf(key).map(CosignatureRepository.Newest::size).orElse(0L);
    }

    private void cosign(SignedCheckpoint checkpoint, SignedCheckpoint newest, Witness witness, long remembered,
            boolean ofPublic) throws IOException {
        Optional<Cosignature> cosignature = ask(checkpoint, newest, witness, remembered);
        if (cosignature.isPresent()) {
            repository.add(checkpoint.size(), witness.key(), cosignature.get(), ofPublic);
            metrics.cosigned(witness.key());
        }
    }

    /**
     * The witness knows best up to where it has followed: after a crash of ours it may be further than we remember. Empty if it is
     * beyond this checkpoint, and not beyond the newest.
     */
    private Optional<Cosignature> ask(SignedCheckpoint checkpoint, SignedCheckpoint newest, Witness witness,
            long remembered) throws IOException {
        Answer answer = client.add(witness, request(remembered, checkpoint));
        if (answer instanceof Answer.Conflict(Long size) && size != null && size != remembered) {
            if (size > newest.size()) {
                throw new ContradictionException("has cosigned " + size + " entries, and the log has " + newest.size());
            }
            if (size > checkpoint.size()) {
                return Optional.empty();
            }
            answer = client.add(witness, request(size, checkpoint));
            if (answer instanceof Answer.Conflict && size == checkpoint.size()) {
                throw new ContradictionException("has cosigned another tree of " + size + " entries");
            }
        }
        return switch (answer) {
            case Answer.Cosigned(List<String> lines) ->
                Optional.of(verified(witness.key().find(checkpoint.text(), lines)));
            case Answer.Conflict conflict -> throw new IOException("refuses the size that it named itself");
        };
    }

    private Cosignature verified(Cosignature cosignature) throws IOException {
        if (cosignature.cosignedAt().isAfter(clock.instant().plus(CLOCK_SKEW))) {
            throw new IOException("signed for a time that is not yet");
        }
        return cosignature;
    }

    /** Old size, proof, empty line, note (C2SP tlog-witness, add-checkpoint). */
    private String request(long oldSize, SignedCheckpoint checkpoint) {
        StringBuilder body = new StringBuilder("old ").append(oldSize).append('\n');
        for (byte[] hash : repository.consistency(oldSize, checkpoint.size())) {
            body.append(Base64.getEncoder().encodeToString(hash)).append('\n');
        }
        return body.append('\n').append(checkpoint.note()).toString();
    }

    /** From what is stored, so that a replica whose turn it never is shows it too. */
    private void observe() {
        for (Witness witness : witnesses.all()) {
            repository.newestOf(witness.key()).ifPresent(
                    newest -> status.followed(witness.key(), newest.size(), newest.cosignature().cosignedAt()));
        }
        status.sizes(checkpoints.find().map(SignedCheckpoint::size).orElse(0L),
                checkpoints.findPublic().map(SignedCheckpoint::size).orElse(0L),
                cosigned.newest().map(CosignedCheckpoint::size).orElse(0L));
    }
}
