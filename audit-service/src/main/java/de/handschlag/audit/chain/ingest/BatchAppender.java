package de.handschlag.audit.chain.ingest;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import de.handschlag.audit.chain.ingest.IngestRecord.About;
import de.handschlag.audit.chain.ingest.IngestRecord.Mark;
import de.handschlag.audit.chain.log.LogEntry;
import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.chain.log.TileHash;
import de.handschlag.audit.chain.log.TreeHasher;
import de.handschlag.corridor.DeadLetter;

/**
 * Writes batches: entries, payloads, tile hashes, revisions and offsets in one transaction, so that after a crash either
 * all of it is there or nothing. A failed batch leaves the tree in memory ahead of the database; both are thrown away.
 */
final class BatchAppender {

    private static final int ENTRY_BYTES = 290;
    private static final int PAYLOAD_BYTES = 1500;

    private final Connection connection;
    private final MerkleTree tree;
    private final IngestOffsets offsets;
    private final Consumer<List<DeadLetter>> putAside;
    private final TreeHasher hasher = new TreeHasher();
    private final SecureRandom random = new SecureRandom();
    private LocalDate partitionsUpTo = LocalDate.EPOCH;

    /** @param putAside keeps what contradicts the log, and returns when it is durable */
    BatchAppender(Connection connection, MerkleTree tree, Consumer<List<DeadLetter>> putAside) {
        this.connection = connection;
        this.tree = tree;
        this.putAside = putAside;
        this.offsets = new IngestOffsets(connection);
    }

    /**
     * Appends in the given order what the log does not hold yet, and returns it.
     *
     * @param atKnownRevisions those of the batch that are about a revision which is known: only the event that made it may be
     * @param moved            the partitions whose offsets this batch moves on
     * @throws OvertakenException if another sequencer has written meanwhile
     */
    List<IngestRecord.Entry> append(List<IngestRecord.Entry> batch, Set<IngestRecord.Entry> atKnownRevisions,
            List<PartitionQueue> moved, Instant now) throws SQLException {
        Instant recordedAt = now.truncatedTo(ChronoUnit.MICROS);
        LocalDate month = LocalDate.ofInstant(recordedAt, ZoneOffset.UTC).withDayOfMonth(1);
        if (!batch.isEmpty()) {
            makePartitions(month);
        }
        connection.setAutoCommit(false);
        try {
            List<IngestRecord.Entry> fresh = batch.isEmpty() ? batch : fresh(batch, atKnownRevisions);
            if (!fresh.isEmpty()) {
                long firstIndex = tree.size();
                copy(fresh, recordedAt, month);
                raiseRevisions(fresh);
                noteHour(fresh, firstIndex, recordedAt);
                countDays(fresh);
            }
            offsets.move(moved);
            connection.commit();
            connection.setAutoCommit(true);
            moved.forEach(PartitionQueue::stored);
            return fresh;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** This month's and the next one's, so that the turn of the month needs nothing that could fail at midnight. */
    private void makePartitions(LocalDate month) throws SQLException {
        LocalDate next = month.plusMonths(1);
        if (!next.isAfter(partitionsUpTo)) {
            return;
        }
        try (PreparedStatement call = connection.prepareStatement("SELECT make_payload_partition(?)")) {
            for (LocalDate wanted : List.of(month, next)) {
                call.setObject(1, wanted);
                call.execute();
            }
        }
        partitionsUpTo = next;
    }

    /** An event that is in the log already is left out; what says something else under its id, or at its revision, is put aside. */
    private List<IngestRecord.Entry> fresh(List<IngestRecord.Entry> batch, Set<IngestRecord.Entry> atKnownRevisions)
            throws SQLException {
        KnownEvents known = KnownEvents.load(connection, batch);
        List<IngestRecord.Entry> fresh = new ArrayList<>(batch.size());
        List<DeadLetter> contradictions = new ArrayList<>();
        for (IngestRecord.Entry entry : batch) {
            boolean repeats = known.contains(entry);
            boolean contradicts = repeats ? known.contradicts(entry) : atKnownRevisions.contains(entry);
            ConsumerRecord<String, byte[]> message = entry.signed();
            if (contradicts && message != null) {
                contradictions.add(new DeadLetter(message,
                        repeats ? "its id stands for something else" : "another event made this revision"));
            } else if (!repeats) {
                known.add(entry);
                fresh.add(entry);
            }
        }
        if (!contradictions.isEmpty()) {
            putAside.accept(contradictions);
        }
        return fresh;
    }

    private void copy(List<IngestRecord.Entry> fresh, Instant recordedAt, LocalDate month) throws SQLException {
        BinaryCopy entries = new BinaryCopy(fresh.size() * ENTRY_BYTES);
        BinaryCopy payloads = new BinaryCopy(fresh.size() * PAYLOAD_BYTES);
        List<TileHash> fullTiles = new ArrayList<>();
        byte[] salts = new byte[fresh.size() * LogEntry.SALT_LENGTH];
        random.nextBytes(salts);
        ByteBuffer nextSalt = ByteBuffer.wrap(salts);
        for (IngestRecord.Entry entry : fresh) {
            byte[] salt = new byte[LogEntry.SALT_LENGTH];
            nextSalt.get(salt);
            long index = tree.size();
            byte[] bytes = LogEntry.bytes(entry.eventId(), entry.retentionClass(), month,
                    LogEntry.commitment(salt, entry.payload()));
            byte[] leafHash = hasher.leaf(bytes);
            tree.append(leafHash, fullTiles::add);
            entries.row(4).int8(index).uuid(entry.eventId()).bytea(bytes).bytea(leafHash);
            About about = entry.about();
            Mark mark = about.mark();
            payloads.row(25).int8(index).date(month).text(entry.retentionClass().key()).uuid(entry.eventId())
                    .text(entry.type()).timestamptz(entry.occurredAt()).timestamptz(recordedAt)
                    .uuid(about.dataSubjectId()).text(about.agencyId()).text(about.clientId()).text(about.employeeId())
                    .text(about.purpose()).text(about.caseReference()).int8(about.consentRevision())
                    .timestamptz(entry.shownFrom()).uuid(mark.emergencyAccessId()).text(mark.reviewOutcome())
                    .timestamptz(mark.reviewDueAt()).uuid(mark.obligationId()).bool(mark.refusedTry())
                    .text(mark.endReason()).uuid(mark.noticeDeferralId()).text(mark.secondEmployeeId()).bytea(salt)
                    .bytea(entry.payload());
        }
        entries.send(connection, "COPY log_entry (log_index, event_id, entry, leaf_hash) FROM STDIN (FORMAT binary)");
        payloads.send(connection, """
                COPY log_payload (log_index, month, retention_class, event_id, type, occurred_at, recorded_at,
                data_subject_id, agency_id, client_id, employee_id, purpose, case_reference, consent_revision,
                shown_from, emergency_access_id, review_outcome, review_due_at, obligation_id, refused_try, end_reason,
                notice_deferral_id, second_employee_id, salt,
                payload) FROM STDIN (FORMAT binary)""");
        if (!fullTiles.isEmpty()) {
            BinaryCopy hashes = new BinaryCopy(fullTiles.size() * 64);
            fullTiles.forEach(tile -> hashes.row(3).int2(tile.level()).int8(tile.position()).bytea(tile.hash()));
            hashes.send(connection, "COPY log_tile_hash (tile_level, tile_position, hash) FROM STDIN (FORMAT binary)");
        }
    }

    private void raiseRevisions(List<IngestRecord.Entry> fresh) throws SQLException {
        Map<UUID, Long> revisions = fresh.stream().filter(entry -> entry.retentionClass() == RetentionClass.CONSENT)
                .map(IngestRecord.Entry::about)
                .filter(about -> about.dataSubjectId() != null && about.consentRevision() != null)
                .collect(Collectors.toMap(About::dataSubjectId, About::consentRevision, Math::max));
        if (revisions.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO person_revision AS known (data_subject_id, consent_revision)
                SELECT * FROM unnest(?::uuid[], ?::bigint[])
                ON CONFLICT (data_subject_id) DO UPDATE SET consent_revision = excluded.consent_revision
                WHERE known.consent_revision < excluded.consent_revision""")) {
            List<Map.Entry<UUID, Long>> rows = List.copyOf(revisions.entrySet());
            upsert.setArray(1, array("uuid", rows, Map.Entry::getKey));
            upsert.setArray(2, array("int8", rows, Map.Entry::getValue));
            upsert.executeUpdate();
        }
    }

    private void noteHour(List<IngestRecord.Entry> fresh, long firstIndex, Instant recordedAt) throws SQLException {
        Instant first = fresh.getFirst().occurredAt();
        Instant last = first;
        for (IngestRecord.Entry entry : fresh) {
            first = entry.occurredAt().isBefore(first) ? entry.occurredAt() : first;
            last = entry.occurredAt().isAfter(last) ? entry.occurredAt() : last;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO log_hour AS h (recorded_hour, first_index, last_index, first_occurred_at, last_occurred_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (recorded_hour) DO UPDATE SET last_index = greatest(h.last_index, excluded.last_index),
                    first_occurred_at = least(h.first_occurred_at, excluded.first_occurred_at),
                    last_occurred_at = greatest(h.last_occurred_at, excluded.last_occurred_at)""")) {
            upsert.setObject(1, recordedAt.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC));
            upsert.setLong(2, firstIndex);
            upsert.setLong(3, firstIndex + fresh.size() - 1);
            upsert.setObject(4, first.atOffset(ZoneOffset.UTC));
            upsert.setObject(5, last.atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        }
    }

    private record DayCount(LocalDate day, String type, String agencyId, String purpose) {}

    private void countDays(List<IngestRecord.Entry> fresh) throws SQLException {
        Map<DayCount, Long> counts = fresh.stream()
                .collect(
                        Collectors.groupingBy(
                                entry -> new DayCount(LocalDate.ofInstant(entry.occurredAt(), ZoneOffset.UTC),
                                        entry.type(), Objects.requireNonNullElse(entry.about().agencyId(), ""),
                                        Objects.requireNonNullElse(entry.about().purpose(), "")),
                                Collectors.counting()));
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO log_day AS d (day, type, agency_id, purpose, entries)
                SELECT * FROM unnest(?::date[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                ON CONFLICT (day, type, agency_id, purpose) DO UPDATE SET entries = d.entries + excluded.entries""")) {
            List<Map.Entry<DayCount, Long>> rows = List.copyOf(counts.entrySet());
            upsert.setArray(1, array("date", rows, row -> row.getKey().day()));
            upsert.setArray(2, array("text", rows, row -> row.getKey().type()));
            upsert.setArray(3, array("text", rows, row -> row.getKey().agencyId()));
            upsert.setArray(4, array("text", rows, row -> row.getKey().purpose()));
            upsert.setArray(5, array("int8", rows, Map.Entry::getValue));
            upsert.executeUpdate();
        }
    }

    private <T> Array array(String type, List<T> rows, Function<T, Object> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }
}
