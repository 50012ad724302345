package de.handschlag.audit.chain.timestamp;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/** What may be asked of the time stamps. */
@ApplicationScoped
class TimestampService {

    private final TimestampRepository repository;

    TimestampService(TimestampRepository repository) {
        this.repository = repository;
    }

    /** The newest so many. */
    List<Timestamp> list(int limit) {
        return repository.list(limit);
    }

    /** The checkpoint of this size with its token. */
    Optional<StampedCheckpoint> stamped(long size) {
        return repository.stamped(size);
    }
}
