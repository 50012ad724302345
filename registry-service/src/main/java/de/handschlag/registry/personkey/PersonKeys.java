package de.handschlag.registry.personkey;

import java.util.Optional;
import java.util.UUID;

import javax.crypto.AEADBadTagException;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.sealing.AesGcm;

/** Opens persons' keys, and makes one for whom there is none yet. */
@ApplicationScoped
public class PersonKeys {

    private final PersonKeyRepository repository;
    private final MasterKeys masters;
    private final UnreadableValues unreadable;

    PersonKeys(PersonKeyRepository repository, MasterKeys masters, UnreadableValues unreadable) {
        this.repository = repository;
        this.masters = masters;
        this.unreadable = unreadable;
    }

    /**
     * Opens a key that a statement has read.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it does not open
     */
    public PersonKey open(UUID person, SealedKey sealed) {
        try {
            return new PersonKey(person, sealed.open(person, masters), unreadable);
        } catch (AEADBadTagException e) {
            throw unreadable.alarm("a person's key under master key " + sealed.masterKeyId() + " does not open");
        }
    }

    /** The person's key, in the caller's transaction; empty if nothing was ever contributed about the person. */
    public Optional<PersonKey> find(UUID person) {
        return repository.find(person).map(sealed -> open(person, sealed));
    }

    /** The person's key, made if there is none. The caller's transaction keeps the person from being erased meanwhile. */
    public PersonKey findOrMake(UUID person) {
        return find(person).orElseGet(() -> {
            repository.putIfAbsent(person, SealedKey.of(person, new SecretKeySpec(AesGcm.randomKey(), "AES"), masters));
            return find(person).orElseThrow(() -> new IllegalStateException("the key was put a moment ago"));
        });
    }
}
