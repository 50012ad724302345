package de.handschlag.audit.chain.ingest;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import de.handschlag.database.Sql;

/**
 * The highest consent revision of each person that is in the log. The sequencer alone writes it, so it may remember what
 * it read; the memory is thrown away with the sequencer's term.
 */
final class PersonRevisions {

    private static final int REMEMBERED = 100_000;

    private final Sql sql;
    private final Map<UUID, Long> known = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    /** Revisions that were waited for in vain; later accesses that saw them do not wait again. */
    private final Map<UUID, Long> givenUp = new HashMap<>();

    PersonRevisions(Sql sql) {
        this.sql = sql;
    }

    /** Reads what is not remembered yet. */
    void load(Collection<UUID> persons) {
        List<UUID> unknown = persons.stream().filter(person -> !known.containsKey(person)).distinct().toList();
        if (unknown.isEmpty()) {
            return;
        }
        unknown.forEach(person -> known.put(person, 0L));
        sql.list("SELECT data_subject_id, consent_revision FROM person_revision WHERE data_subject_id = ANY (?)",
                row -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)), unknown)
                .forEach(person -> known.put(person.getKey(), person.getValue()));
    }

    /** Whether the person's consent events up to this revision are in the log or earlier in the batch. */
    boolean hasReached(UUID person, long revision) {
        return revision <= Math.max(known.getOrDefault(person, 0L), givenUp.getOrDefault(person, 0L));
    }

    /** Whether an event of the person at this revision, or a later one, is in the log or earlier in the batch. */
    boolean isKnown(UUID person, long revision) {
        return revision <= known.getOrDefault(person, 0L);
    }

    void raise(UUID person, long revision) {
        known.merge(person, revision, Math::max);
    }

    void giveUp(UUID person, long revision) {
        givenUp.merge(person, revision, Math::max);
    }
}
