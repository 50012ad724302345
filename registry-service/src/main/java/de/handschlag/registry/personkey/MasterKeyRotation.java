package de.handschlag.registry.personkey;

import java.util.List;

import javax.crypto.AEADBadTagException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import de.handschlag.registry.personkey.PersonKeyRepository.OwnedKey;

/**
 * At the start: refuses a key file that is not the database's, then seals anew, beside the work, what former master keys
 * seal. Values are not touched; a rotation costs one small row per person.
 */
@ApplicationScoped
class MasterKeyRotation {

    private static final Logger LOG = Logger.getLogger(MasterKeyRotation.class);
    private static final int BATCH = 500;

    private final PersonKeyRepository repository;
    private final MasterKeys masters;
    private volatile boolean stopped;

    MasterKeyRotation(PersonKeyRepository repository, MasterKeys masters) {
        this.repository = repository;
        this.masters = masters;
    }

    void start(@Observes StartupEvent event) {
        check();
        if (!masters.former().isEmpty()) {
            Thread.ofVirtual().name("master-key-rotation").start(() -> sealAnew(masters));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /** @throws IllegalStateException if a master key is missing, or the file has another one under its id */
    void check() {
        for (OwnedKey owned : QuarkusTransaction.requiringNew().call(repository::oneOfEachMasterKey)) {
            try {
                owned.key().open(owned.person(), masters);
            } catch (AEADBadTagException e) {
                throw new IllegalStateException("The master key file does not hold the key " + owned.key().masterKeyId()
                        + " that seals keys in this database. Bring the right file back;"
                        + " without it the values that were contributed under it are lost", e);
            }
        }
    }

    /** Seals with the first key of the file what the others seal. Repeatable, and several replicas may do it at once. */
    void sealAnew(MasterKeys keys) {
        for (String former : keys.former()) {
            long total = 0;
            int done;
            do {
                done = QuarkusTransaction.requiringNew().call(() -> sealAnew(former, keys));
                total += done;
            } while (done > 0 && !stopped);
            LOG.infof("%d keys of master key %s are sealed by %s now", total, former, keys.current());
        }
    }

    private int sealAnew(String former, MasterKeys keys) {
        List<OwnedKey> owned = repository.lockSealedBy(former, BATCH);
        for (OwnedKey one : owned) {
            try {
                repository.replace(one.person(), SealedKey.of(one.person(), one.key().open(one.person(), keys), keys));
            } catch (AEADBadTagException e) {
                throw new IllegalStateException("a key under master key " + former + " does not open", e);
            }
        }
        return owned.size();
    }
}
