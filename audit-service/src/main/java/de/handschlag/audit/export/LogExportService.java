package de.handschlag.audit.export;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.log.CheckpointReader;
import de.handschlag.audit.log.CheckpointSigner;
import de.handschlag.audit.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.query.QueryPurpose;
import de.handschlag.audit.query.QueryRecorder;
import de.handschlag.audit.witness.CosignedCheckpoint;
import de.handschlag.audit.witness.CosignedCheckpoints;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Records an export, and only then makes it (R29). One at a time: an export reads all there is. */
@ApplicationScoped
class LogExportService {

    private final CheckpointReader checkpoints;
    private final CheckpointSigner signer;
    private final CosignedCheckpoints cosigned;
    private final QueryRecorder recorder;
    private final AgroalDataSource database;
    private final Semaphore running = new Semaphore(1);

    LogExportService(CheckpointReader checkpoints, CheckpointSigner signer, CosignedCheckpoints cosigned,
            QueryRecorder recorder, AgroalDataSource database) {
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.cosigned = cosigned;
        this.recorder = recorder;
        this.database = database;
    }

    /**
     * An export that is recorded and cut at the newest checkpoint, to be written once.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 without a purpose, 429 while another one runs, 503 if there is
     *                                                     no checkpoint or key yet or the record cannot be made durable
     */
    LogExport begin(@Nullable String queryPurpose, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        if (purpose == QueryPurpose.DATA_SUBJECT_REQUEST) {
            throw ProblemType.INVALID_REQUEST.because("queryPurpose: a person's request (Art. 15 GDPR) is answered with"
                    + " the entries about that person, at /v1/log-entries, and not with everybody's.");
        }
        SignedCheckpoint checkpoint = checkpoints.newest();
        String key = signer.verifierKey()
                .orElseThrow(() -> ProblemType.UNAVAILABLE.retryAfter(2, "The log has no key yet."));
        // The permit is taken when the writing begins: an answer that nobody fetches must not keep it.
        if (running.availablePermits() == 0) {
            throw ProblemType.TOO_MANY_REQUESTS.retryAfter(60, "Another export is running.");
        }
        recorder.record(List.of(), requester, purpose,
                new TreeMap<>(Map.of("export", "whole log", "size", String.valueOf(checkpoint.size()))),
                (int) Math.min(Integer.MAX_VALUE, checkpoint.size()));
        return new LogExport(checkpoint, key, cosignedUpTo(checkpoint.size()), database, running);
    }

    private @Nullable String cosignedUpTo(long size) {
        try {
            return cosigned.upTo(size).map(CosignedCheckpoint::note).orElse(null);
        } catch (SQLException e) {
            throw new IllegalStateException("cosignatures cannot be read", e);
        }
    }
}
