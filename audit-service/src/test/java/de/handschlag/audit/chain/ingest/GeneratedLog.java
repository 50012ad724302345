package de.handschlag.audit.chain.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import de.handschlag.audit.chain.log.LogEntry;
import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.audit.chain.log.TileHash;
import de.handschlag.audit.chain.log.TreeHasher;

/**
 * A log of any size, true to the last hash, written past the sequencer so that it does not take an hour: 24 months, 40
 * agencies of very different size with five purposes each, ten employees each, 300 entries per person.
 */
public final class GeneratedLog {

    public static final int AGENCIES = 40;
    public static final int PURPOSES = 22;
    private static final int MONTHS = 24;
    private static final int CHUNK = 20_000;
    private static final String DISCLOSED = "de.handschlag.data.disclosed.v1";
    private static final String DENIED = "de.handschlag.disclosure.denied.v1";

    private final Connection connection;
    private final long size;
    private final Instant begin;
    private final double secondsPerEntry;
    private final SplittableRandom random = new SplittableRandom(4);
    private final TreeHasher hasher = new TreeHasher();
    private final MerkleTree tree = MerkleTree.empty();
    private final Map<Instant, long[]> hours = new HashMap<>();
    private final Map<DayCount, long[]> days = new HashMap<>();

    private record DayCount(LocalDate day, String type, String agency, String purpose) {}

    private record Copied(BinaryCopy rows, String statement) {}

    private GeneratedLog(Connection connection, long size) {
        this.connection = connection;
        this.size = size;
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        this.begin = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1).minusMonths(MONTHS - 1L)
                .atStartOfDay(ZoneOffset.UTC).toInstant();
        this.secondsPerEntry = (double) (now.getEpochSecond() - begin.getEpochSecond()) / size;
    }

    /** The person of number {@code i} of {@code size / 300}. */
    public static UUID person(long i) {
        return new UUID(0x4000, i);
    }

    /** Purposes of an agency: no other occurs with it. */
    public static String purpose(int agency, int number) {
        return "purpose-" + (agency * 3 + number % 5) % PURPOSES;
    }

    /**
     * Fills an empty log.
     *
     * @param connection   may do everything
     * @param indexesAfter statements that make the indexes which {@code dropIndexes} drops
     */
    public static void fill(Connection connection, long size, String dropIndexes, String indexesAfter)
            throws SQLException {
        new GeneratedLog(connection, size).fill(dropIndexes, indexesAfter);
    }

    private void fill(String dropIndexes, String indexesAfter) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
            for (int month = 0; month < MONTHS; month++) {
                LocalDate first = LocalDate.ofInstant(begin, ZoneOffset.UTC).plusMonths(month);
                String name = "log_payload_" + first.toString().substring(0, 7).replace('-', '_');
                statement.execute("CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF log_payload FOR VALUES FROM ('"
                        + first + "') TO ('" + first.plusMonths(1) + "')");
            }
            statement.execute(dropIndexes);
            statement.execute("ALTER TABLE log_entry DROP CONSTRAINT log_entry_event_id_key");
            copyAll();
            statement.execute("ALTER TABLE log_entry ADD CONSTRAINT log_entry_event_id_key UNIQUE (event_id)");
            statement.execute(indexesAfter);
            statement.execute("VACUUM (ANALYZE) log_payload, log_entry, log_tile_hash, log_hour, log_day");
        }
    }

    private void copyAll() throws SQLException {
        try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
            Future<?> sending = sender.submit(() -> {});
            for (long from = 0; from < size; from += CHUNK) {
                List<Copied> chunk = chunk(from, Math.min(size, from + CHUNK));
                sending.get();
                sending = sender.submit(() -> {
                    for (Copied copied : chunk) {
                        copied.rows.send(connection, "COPY " + copied.statement + " FROM STDIN (FORMAT binary)");
                    }
                    return null;
                });
            }
            sending.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        BinaryCopy hourRows = new BinaryCopy(1 << 20);
        hours.forEach((hour, range) -> hourRows.row(5).timestamptz(hour).int8(range[0]).int8(range[1])
                .timestamptz(Instant.ofEpochMilli(range[2])).timestamptz(Instant.ofEpochMilli(range[3] + 1)));
        hourRows.send(connection, "COPY log_hour (recorded_hour, first_index, last_index, first_occurred_at,"
                + " last_occurred_at) FROM STDIN (FORMAT binary)");
        BinaryCopy dayRows = new BinaryCopy(1 << 20);
        days.forEach((day, count) -> dayRows.row(5).date(day.day).text(day.type).text(day.agency).text(day.purpose)
                .int8(count[0]));
        dayRows.send(connection, "COPY log_day (day, type, agency_id, purpose, entries) FROM STDIN (FORMAT binary)");
    }

    private List<Copied> chunk(long from, long to) {
        BinaryCopy entries = new BinaryCopy(CHUNK * 330);
        BinaryCopy payloads = new BinaryCopy(CHUNK * 1_000);
        List<TileHash> tiles = new ArrayList<>();
        for (long index = from; index < to; index++) {
            append(index, entries, payloads, tiles);
        }
        BinaryCopy hashes = new BinaryCopy(tiles.size() * 64);
        tiles.forEach(tile -> hashes.row(3).int2(tile.level()).int8(tile.position()).bytea(tile.hash()));
        return List.of(new Copied(entries, "log_entry (log_index, event_id, entry, leaf_hash)"),
                new Copied(payloads, "log_payload (log_index, month, retention_class, event_id, type, occurred_at,"
                        + " recorded_at, data_subject_id, agency_id, client_id, employee_id, purpose, case_reference,"
                        + " consent_revision, shown_from, refused_try, salt, payload)"),
                new Copied(hashes, "log_tile_hash (tile_level, tile_position, hash)"));
    }

    private void append(long index, BinaryCopy entries, BinaryCopy payloads, List<TileHash> tiles) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Instant recorded = begin.plusMillis((long) (index * secondsPerEntry * 1_000));
        Instant occurred = recorded.minusMillis(20);
        LocalDate month = LocalDate.ofInstant(recorded, ZoneOffset.UTC).withDayOfMonth(1);
        String type = random.nextInt(100) < 85 ? DISCLOSED : DENIED;
        UUID person = person(random.nextLong(Math.max(1, size / 300)));
        // The square makes a few agencies large and most small.
        int agencyNumber = (int) (random.nextDouble() * random.nextDouble() * AGENCIES);
        String agency = "agency-" + agencyNumber;
        String client = "client-" + agencyNumber;
        String employee = "employee-" + agencyNumber + "-" + random.nextInt(10);
        String purpose = purpose(agencyNumber, random.nextInt(5));
        String caseReference = "C-" + person.getLeastSignificantBits();
        byte[] payload = payload(id, type, occurred, person, agency, client, employee, purpose, caseReference)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] salt = new byte[LogEntry.SALT_LENGTH];
        random.nextBytes(salt);
        byte[] entry = LogEntry.bytes(id, RetentionClass.ACCESS, month, LogEntry.commitment(salt, payload));
        byte[] leaf = hasher.leaf(entry);
        tree.append(leaf, tiles::add);
        entries.row(4).int8(index).uuid(id).bytea(entry).bytea(leaf);
        payloads.row(18).int8(index).date(month).text("access").uuid(id).text(type).timestamptz(occurred)
                .timestamptz(recorded).uuid(person).text(agency).text(client).text(employee).text(purpose)
                .text(caseReference).int8(3L).timestamptz(ShownToPerson.AT_ONCE).bool(false).bytea(salt).bytea(payload);
        count(index, recorded, occurred, type, agency, purpose);
    }

    private String payload(UUID id, String type, Instant occurred, UUID person, String agency, String client,
            String employee, String purpose, String caseReference) {
        return "{\"data\":{" + (type.equals(DISCLOSED) ? "\"attributes\":[\"address\",\"phone\"]," : "")
                + "\"caseReference\":\"" + caseReference + "\",\"consentRevision\":3,\"dataSubjectId\":\"" + person
                + "\",\"decidedAt\":\"" + occurred + "\","
                + (type.equals(DISCLOSED)
                        ? "\"grantIds\":[\"" + new UUID(random.nextLong(), random.nextLong())
                                + "\"],\"legalBasis\":\"Art. 6(1)(a) DSGVO\","
                        : "")
                + "\"purpose\":\"" + purpose + "\"," + (type.equals(DENIED) ? "\"reason\":\"NO_GRANT\"," : "")
                + "\"requester\":{\"agencyId\":\"" + agency + "\",\"clientId\":\"" + client + "\",\"employeeId\":\""
                + employee + "\"},\"startedAt\":\"" + occurred + "\",\"viewFreshAsOf\":\"" + occurred + "\"},\"id\":\""
                + id + "\",\"source\":\"/registry-service\",\"time\":\"" + occurred + "\",\"type\":\"" + type + "\"}";
    }

    private void count(long index, Instant recorded, Instant occurred, String type, String agency, String purpose) {
        long millis = occurred.toEpochMilli();
        long[] hour = hours.computeIfAbsent(recorded.truncatedTo(ChronoUnit.HOURS),
                key -> new long[]{index, index, millis, millis});
        hour[1] = index;
        hour[3] = millis;
        days.computeIfAbsent(new DayCount(LocalDate.ofInstant(occurred, ZoneOffset.UTC), type, agency, purpose),
                key -> new long[1])[0]++;
    }
}
