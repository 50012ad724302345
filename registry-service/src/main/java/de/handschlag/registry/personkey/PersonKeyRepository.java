package de.handschlag.registry.personkey;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/** Sealed keys in the database, within the caller's transaction. */
@ApplicationScoped
class PersonKeyRepository {

    private final EntityManager entityManager;

    PersonKeyRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** A key and whose it is. */
    record OwnedKey(UUID person, SealedKey key) {}

    Optional<SealedKey> find(UUID person) {
        return keys(entityManager.createNativeQuery(
                "SELECT data_subject_id, master_key_id, sealed_key FROM person_key WHERE data_subject_id = ?1",
                Object[].class).setParameter(1, person)).stream().map(OwnedKey::key).findFirst();
    }

    /** Two at once leave the key of one of them. */
    void putIfAbsent(UUID person, SealedKey key) {
        entityManager.createNativeQuery("""
                INSERT INTO person_key (data_subject_id, master_key_id, sealed_key) VALUES (?1, ?2, ?3)
                ON CONFLICT (data_subject_id) DO NOTHING""").setParameter(1, person).setParameter(2, key.masterKeyId())
                .setParameter(3, key.bytes()).executeUpdate();
    }

    void replace(UUID person, SealedKey key) {
        entityManager
                .createNativeQuery(
                        "UPDATE person_key SET master_key_id = ?2, sealed_key = ?3 WHERE data_subject_id = ?1")
                .setParameter(1, person).setParameter(2, key.masterKeyId()).setParameter(3, key.bytes())
                .executeUpdate();
    }

    /** Some keys under a master key, locked; those that another replica is at are left out. */
    List<OwnedKey> lockSealedBy(String masterKeyId, int limit) {
        return keys(entityManager.createNativeQuery("""
                SELECT data_subject_id, master_key_id, sealed_key FROM person_key WHERE master_key_id = ?1
                LIMIT ?2 FOR UPDATE SKIP LOCKED""", Object[].class).setParameter(1, masterKeyId).setParameter(2,
                limit));
    }

    /** One key of each master key that is in use; walks the index from one to the next, not over all keys. */
    List<OwnedKey> oneOfEachMasterKey() {
        return keys(entityManager.createNativeQuery("""
                WITH RECURSIVE used (id) AS (
                    SELECT min(master_key_id) FROM person_key
                    UNION ALL
                    SELECT (SELECT min(k.master_key_id) FROM person_key k WHERE k.master_key_id > used.id)
                    FROM used WHERE used.id IS NOT NULL)
                SELECT k.data_subject_id, k.master_key_id, k.sealed_key FROM used CROSS JOIN LATERAL (
                    SELECT * FROM person_key p WHERE p.master_key_id = used.id LIMIT 1) k""", Object[].class));
    }

    private static List<OwnedKey> keys(Query query) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = query.getResultList();
        return rows.stream().map(row -> new OwnedKey((UUID) row[0], new SealedKey((String) row[1], (byte[]) row[2])))
                .toList();
    }
}
