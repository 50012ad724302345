package de.handschlag.registry.sharingview;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import de.handschlag.database.Sql;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;
import de.handschlag.registry.sharingview.ConsentEventReader.Arrival;

/** Which events made the revisions of those persons whom one batch is about. A revision is made once (R39). */
final class KnownRevisions {

    /** What an event is to the revisions that are known. */
    enum Standing {
        /** Later than all that is known. */
        LATER,
        /** The very event that made the revision, or one from before this was recorded. */
        REPEATED,
        /** Not the one that made the revision. */
        CONTRADICTING,
        /** At an earlier revision that nobody recorded, as compaction took it off the topic. */
        UNRECORDED
    }

    private record At(UUID person, long revision) {}

    private record Made(UUID eventId, byte[] digest) {}

    private record Known(long newest, long unrecordedUntil) {}

    private static final Known NOTHING = new Known(0, 0);

    private final Sql sql;
    private final Map<UUID, Known> persons = new HashMap<>();
    private final Map<At, Made> made = new HashMap<>();
    private final Map<At, Made> fresh = new HashMap<>();

    private KnownRevisions(Sql sql) {
        this.sql = sql;
    }

    static KnownRevisions load(Sql sql, Collection<PersonEvent> events) {
        KnownRevisions known = new KnownRevisions(sql);
        if (events.isEmpty()) {
            return known;
        }
        List<UUID> ids = events.stream().map(PersonEvent::dataSubjectId).toList();
        sql.list("""
                SELECT data_subject_id, consent_revision, unrecorded_until FROM person
                WHERE data_subject_id = ANY (?::uuid[])""",
                row -> Map.entry(row.getObject(1, UUID.class), new Known(row.getLong(2), row.getLong(3))),
                ids.stream().distinct().toList())
                .forEach(person -> known.persons.put(person.getKey(), person.getValue()));
        sql.list("""
                SELECT k.data_subject_id, k.consent_revision, k.event_id, k.digest
                FROM (SELECT DISTINCT * FROM unnest(?::uuid[], ?::bigint[])) AS wanted (person, revision)
                JOIN known_revision k ON k.data_subject_id = wanted.person AND k.consent_revision = wanted.revision""",
                row -> Map.entry(new At(row.getObject(1, UUID.class), row.getLong(2)),
                        new Made(row.getObject(3, UUID.class), row.getBytes(4))),
                ids, events.stream().map(PersonEvent::consentRevision).toList())
                .forEach(revision -> known.made.put(revision.getKey(), revision.getValue()));
        return known;
    }

    /** The newest revision that is known of the person; 0 if the person is not known. */
    long newest(UUID person) {
        return persons.getOrDefault(person, NOTHING).newest();
    }

    Standing standing(Arrival.Change change) {
        UUID person = change.event().dataSubjectId();
        long revision = change.event().consentRevision();
        Made former = made.get(new At(person, revision));
        if (former != null) {
            return former.eventId().equals(change.envelope().id()) && Arrays.equals(former.digest(), change.digest())
                    ? Standing.REPEATED
                    : Standing.CONTRADICTING;
        }
        Known known = persons.getOrDefault(person, NOTHING);
        if (revision > known.newest()) {
            return Standing.LATER;
        }
        return revision <= known.unrecordedUntil() ? Standing.REPEATED : Standing.UNRECORDED;
    }

    /** The event is applied. */
    void note(Arrival.Change change) {
        UUID person = change.event().dataSubjectId();
        long revision = change.event().consentRevision();
        Known known = persons.getOrDefault(person, NOTHING);
        if (change.event() instanceof PersonErased) {
            // Nothing can come back any more, so nothing is kept of what there was.
            fresh.keySet().removeIf(at -> at.person().equals(person));
            made.keySet().removeIf(at -> at.person().equals(person));
            persons.put(person, new Known(Math.max(known.newest(), revision), Math.max(known.newest(), revision)));
            return;
        }
        persons.put(person, new Known(Math.max(known.newest(), revision), known.unrecordedUntil()));
        Made by = new Made(change.envelope().id(), change.digest());
        if (revision > known.unrecordedUntil() && made.putIfAbsent(new At(person, revision), by) == null) {
            fresh.put(new At(person, revision), by);
        }
    }

    /** Writes down what was noted. */
    void store() {
        sql.batch("""
                INSERT INTO known_revision (data_subject_id, consent_revision, event_id, digest) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", fresh.entrySet(), revision -> new Object[]{revision.getKey().person(),
                revision.getKey().revision(), revision.getValue().eventId(), revision.getValue().digest()});
        fresh.clear();
    }
}
