package de.handschlag.audit.chain.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

import de.handschlag.audit.asking.export.WrittenExport;
import de.handschlag.audit.chain.log.Checkpoint;
import de.handschlag.audit.chain.log.NoteKey;
import de.handschlag.audit.chain.log.SignedNote;
import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.database.Sql;
import de.handschlag.verifier.VerifyLog;
import de.handschlag.verifier.tree.GrowingTree;
import de.handschlag.verifier.tree.Sha256;

/**
 * The full check of a log against its topics: the stand-alone verifier says Good; every event on the topics is in the log
 * exactly once; and of all checkpoints that were ever signed, published or not, none contradicts the log or another one.
 */
final class LogOnTrial implements AutoCloseable {

    private final RunningSequencer.Place place;
    private final Path directory;
    private final KafkaConsumer<String, byte[]> topics;
    private final Set<UUID> sent = new HashSet<>();
    /** What was signed, by its note. Opened once: with each test there are more, and to verify them is what takes time. */
    private final Map<String, Checkpoint> signed = new LinkedHashMap<>();
    /** How many of these the verifier was given. */
    private int verified;

    LogOnTrial(RunningSequencer.Place place, Path directory) {
        this.place = place;
        this.directory = directory;
        this.topics = new KafkaConsumer<>(Map.of("bootstrap.servers", place.bootstrapServers(), "auto.offset.reset",
                "earliest", "enable.auto.commit", false), new StringDeserializer(), new ByteArrayDeserializer());
        topics.assign(KafkaClients.partitions(topics));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(place.jdbcUrl(), "audit_app", place.password());
    }

    /** Remembers all that is signed now, also what a crash left in the drafts and what was never published. */
    void rememberSigned() throws SQLException, IOException {
        for (String suffix : List.of(".signed", ".signed.new")) {
            Path file = Path.of(place.keyFile() + suffix);
            if (Files.isRegularFile(file)) {
                remember(Files.readString(file));
            }
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT note FROM log_checkpoint")) {
            while (row.next()) {
                remember(row.getString(1));
            }
        }
    }

    private void remember(String note) throws IOException {
        try {
            if (!signed.containsKey(note)) {
                signed.put(note, SignedNote.open(note, key()));
            }
        } catch (IllegalArgumentException e) {
            // Half a note: nothing that anybody could show as signed.
        }
    }

    private NoteKey key() throws IOException {
        return NoteKey.readOrMake(RunningSequencer.ORIGIN, place.keyFile());
    }

    /** All that is wrong; empty if nothing is. */
    List<String> findings() throws SQLException, IOException {
        rememberSigned();
        List<String> findings = new ArrayList<>();
        verify(findings);
        compareWithTopics(findings);
        compareCheckpoints(findings);
        return findings;
    }

    private void verify(List<String> findings) throws SQLException, IOException {
        Path archive = directory.resolve("export.zip");
        Path vkey = Files.writeString(directory.resolve("vkey"), key().verifierKey() + "\n");
        try (AgroalDataSource database = AgroalDataSource
                .from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(2)
                                .connectionFactoryConfiguration(factory -> factory.jdbcUrl(place.jdbcUrl())
                                        .principal(new NamePrincipal("audit_app"))
                                        .credential(new SimplePassword(place.password())))))) {
            WrittenExport.to(archive, database, key().verifierKey());
        }
        List<String> arguments = new ArrayList<>(List.of("--vkey", vkey.toString()));
        // Those that it saw before are compared with the log below, each time.
        List<String> notes = signed.entrySet().stream().skip(verified).filter(note -> note.getValue().size() > 0)
                .map(Map.Entry::getKey).toList();
        for (int i = 0; i < notes.size(); i++) {
            arguments.add("--checkpoint");
            arguments.add(Files.writeString(directory.resolve("checkpoint-" + i), notes.get(i)).toString());
        }
        verified = signed.size();
        arguments.add(archive.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        if (VerifyLog.run(out, out, arguments.toArray(String[]::new)) != 0) {
            findings.add("the verifier says: " + bytes.toString(StandardCharsets.UTF_8));
        }
    }

    private void compareWithTopics(List<String> findings) throws SQLException {
        readTopics();
        Map<UUID, Integer> entries = counts("log_entry");
        Map<UUID, Integer> payloads = counts("log_payload");
        for (UUID id : sent) {
            if (entries.getOrDefault(id, 0) != 1 || payloads.getOrDefault(id, 0) != 1) {
                findings.add("event %s has %d entries and %d payloads".formatted(id, entries.getOrDefault(id, 0),
                        payloads.getOrDefault(id, 0)));
            }
        }
        entries.keySet().stream().filter(id -> !sent.contains(id))
                .forEach(id -> findings.add("entry of an event that nobody sent: " + id));
    }

    private void readTopics() {
        Map<TopicPartition, Long> ends = topics.endOffsets(topics.assignment());
        while (ends.entrySet().stream().anyMatch(end -> topics.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> message : topics.poll(Duration.ofMillis(100))) {
                Header id = message.headers().lastHeader("ce_id");
                if (id != null) {
                    sent.add(UUID.fromString(new String(id.value(), StandardCharsets.UTF_8)));
                }
            }
        }
    }

    private Map<UUID, Integer> counts(String table) throws SQLException {
        Map<UUID, Integer> counts = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT event_id FROM " + table)) {
            while (row.next()) {
                counts.merge(row.getObject(1, UUID.class), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Every signed root, computed anew from the entries by the verifier's tree, which shares no code with the log's. */
    private void compareCheckpoints(List<String> findings) throws SQLException, IOException {
        GrowingTree tree = new GrowingTree((level, number, hashes, width) -> {});
        Sha256 sha256 = new Sha256();
        byte[] hash = new byte[32];
        List<byte[]> entries;
        try (Connection connection = connect()) {
            StoredTree stored = new StoredTree(new Sql(connection));
            entries = stored.entries(0, (int) stored.size());
        }
        for (Checkpoint checkpoint : signed.values().stream().sorted(Comparator.comparingLong(Checkpoint::size))
                .toList()) {
            if (checkpoint.size() > entries.size()) {
                findings.add("signed over " + checkpoint.size() + " entries, and there are only " + entries.size());
                continue;
            }
            while (tree.size() < checkpoint.size()) {
                byte[] entry = entries.get((int) tree.size());
                sha256.leaf(entry, entry.length, hash, 0);
                tree.add(hash, 0);
            }
            if (!new Checkpoint(RunningSequencer.ORIGIN, checkpoint.size(), tree.root()).equals(checkpoint)) {
                findings.add("fork at " + checkpoint.size() + " entries: signed was " + checkpoint.text());
            }
        }
    }

    @Override
    public void close() {
        topics.close();
    }
}
