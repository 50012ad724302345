package de.handschlag.registry.sharingview;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import de.handschlag.problem.ProblemType;

/** What an operator sees and decides of records that block their person. */
@ApplicationScoped
class BlockingRecords {

    private static final Logger LOG = Logger.getLogger(BlockingRecords.class);
    private static final int LIMIT = 1_000;

    private final BlockingRecordRepository repository;

    BlockingRecords(BlockingRecordRepository repository) {
        this.repository = repository;
    }

    List<BlockingRecord> list() {
        return repository.list(LIMIT);
    }

    /**
     * Ends what the record at this place blocks.
     *
     * @param login random id of whoever decided it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if no record at this place blocks anybody
     */
    void release(int partition, long offset, String login) {
        if (!repository.release(partition, offset, login)) {
            throw ProblemType.NOT_FOUND.because("No record at this place blocks anybody.");
        }
        LOG.warnf("the record %d of partition %d of consent-events blocks nobody any more: %s released it", offset,
                partition, login);
    }
}
