package de.handschlag.audit.chain.witness;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.chain.log.WitnessKey;

/** The newest public checkpoint that enough witnesses cosigned, the same for every replica. */
@ApplicationScoped
public class CosignedCheckpoints {

    private final CosignatureRepository repository;
    private final List<WitnessKey> witnesses;
    private final int wanted;
    /** The largest that is known to have enough: nothing before it needs to be looked at again. */
    private final AtomicLong known = new AtomicLong();

    CosignedCheckpoints(CosignatureRepository repository, Witnesses witnesses) {
        this.repository = repository;
        this.witnesses = witnesses.all().stream().map(Witnesses.Witness::key).toList();
        this.wanted = witnesses.wanted();
    }

    /** Empty if there is none yet, or no witness is asked. */
    Optional<CosignedCheckpoint> newest() {
        return upTo(Long.MAX_VALUE);
    }

    /** The newest of no more than so many entries; empty if there is none, or no witness is asked. */
    public Optional<CosignedCheckpoint> upTo(long size) {
        if (witnesses.isEmpty()) {
            return Optional.empty();
        }
        long from = known.get();
        Optional<CosignedCheckpoint> found = repository.cosigned(witnesses, wanted, from <= size ? from : 0, size);
        found.ifPresent(cosigned -> known.accumulateAndGet(cosigned.size(), Math::max));
        return found;
    }
}
