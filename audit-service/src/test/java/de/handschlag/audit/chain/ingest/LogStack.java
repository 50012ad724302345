package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;

import de.handschlag.audit.Corridor;
import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/** PostgreSQL and Kafka for a log of its own, in which nothing but lawful events is. */
final class LogStack implements AutoCloseable {

    private static final int PERSONS = 38;
    private static final int READS = 4;

    private final EmbeddedPostgres postgres;
    private final KafkaBroker kafka;
    private final Corridor corridor;
    private final RunningSequencer.Place place;

    /** @param durable whether the database forces to the disk what it commits */
    LogStack(Path directory, boolean durable) {
        ProjectLayout layout = ProjectLayout.find();
        postgres = new EmbeddedPostgres(layout.postgresBinaries(), directory.resolve("postgresql"),
                LoopbackPorts.free(), new Secrets(directory.resolve("secrets")), durable);
        kafka = new KafkaBroker(layout.kafkaLibraries(), directory.resolve("kafka"), LoopbackPorts.free(),
                LoopbackPorts.free());
        postgres.start();
        kafka.start();
        migrate("audit");
        Path keys = directory.resolve("event-keys");
        corridor = new Corridor(kafka.bootstrapServers(), Map.of(Senders.CONSENT,
                TestStack.signer(keys, Senders.CONSENT), Senders.REGISTRY, TestStack.signer(keys, Senders.REGISTRY)));
        place = in("audit", directory.resolve("log-key.pem"));
    }

    private void migrate(String database) {
        // How long payloads are kept, as application.properties has it; nothing here is so old.
        Map<String, String> retention = new HashMap<>();
        for (String retentionClass : List.of("consent", "access", "enforcement", "control")) {
            retention.put(retentionClass + "_months", "24");
            retention.put(retentionClass + "_kept_by_norm", "none");
        }
        Flyway.configure().placeholders(retention)
                .dataSource(postgres.jdbcUrl(database), "audit_owner", postgres.password("audit_owner"))
                .locations("classpath:db/migration").load().migrate();
    }

    Corridor corridor() {
        return corridor;
    }

    Connection connect() throws SQLException {
        return postgres.connectAsSuperuser("audit");
    }

    RunningSequencer.Place place() {
        return place;
    }

    /** The same topics and key, another database. */
    RunningSequencer.Place in(String database, Path keyFile) {
        return new RunningSequencer.Place(postgres.jdbcUrl(database), postgres.password("audit_app"),
                kafka.bootstrapServers(), keyFile);
    }

    /**
     * Cases, grants, receipts and reads of some persons, more than a tile of them, and one record that nobody understands;
     * returns the events' ids.
     */
    List<UUID> sendLawfulEvents() {
        List<EventEnvelope<Event>> events = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            UUID person = UUID.randomUUID();
            UUID grant = UUID.randomUUID();
            events.add(Corridor.envelope(Corridor.caseLinked(person, 1, "agency", "C-" + i)));
            events.add(Corridor.envelope(Corridor.given(person, 2, grant, "agency", "appointments", "phone")));
            for (int read = 0; read < READS; read++) {
                events.add(Corridor.envelope(
                        Corridor.disclosed(person, 2, "agency", "e", "C-" + i, "appointments", grant, "phone")));
            }
            events.add(Corridor.envelope(new RevisionEnforced(person, 2, Corridor.now())));
        }
        int partition = PersonPartitioner.partitionFor(UUID.randomUUID(), Corridor.PARTITIONS);
        corridor.send(
                new ProducerRecord<>(Topics.ACCESS_EVENTS, partition, "poison", "{".getBytes(StandardCharsets.UTF_8)));
        corridor.sendAll(events);
        return events.stream().map(EventEnvelope::id).toList();
    }

    /** One event that stands for itself. */
    Corridor.Sent sendReceipt() {
        return corridor.send(new RevisionEnforced(UUID.randomUUID(), 0, Corridor.now()));
    }

    /** Waits until all of these are in the log and the newest checkpoint is over the whole of it. */
    void awaitSigned(List<UUID> events) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20))
                .until(() -> one("SELECT count(*) FROM log_entry WHERE event_id IN ('"
                        + String.join("','", events.stream().map(UUID::toString).toList()) + "')") == events.size()
                        && one("SELECT (SELECT max(tree_size) FROM log_checkpoint) - count(*) FROM log_entry") == 0);
    }

    void execute(String sql) throws SQLException {
        execute("audit", sql);
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long one(String sql) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser("audit");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends the sequencer's session and returns when it is gone. */
    void endSession() throws SQLException {
        execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name ="
                + " 'audit-service sequencer'");
    }

    /** What was signed last, beside the key. */
    Path signedFile() {
        return Path.of(place.keyFile() + ".signed");
    }

    /** Where the next note is written before it takes that file's place. */
    Path draftFile() {
        return Path.of(place.keyFile() + ".signed.new");
    }

    String signed() throws IOException {
        return Files.readString(signedFile());
    }

    @Override
    public void close() {
        corridor.close();
        kafka.stop();
        postgres.stop();
    }
}
