package de.handschlag.audit.keeping.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.keeping.retention.OldEntries.Old;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.LogQueried;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.Requester;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/**
 * Plants values, erases a person and drops a month, lets the broker and the database do what they do with time, and then reads
 * every file that they have. Where it has searched stands in {@code target/erased-bytes.txt}.
 */
@Tag("long")
@QuarkusTest
@DisplayName("G5 Bytes of what was erased")
class ErasedBytesTest extends AuditTestCase {

    private static final List<String> TOPICS = List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS,
            Topics.ENFORCEMENT_RECEIPTS);
    private static final String AGENCY = "agency-planted";
    private static final String PURPOSE = "appointments";
    private static final int CHUNK = 1 << 20;

    /** In every planted value, so that one look at a file finds whether there is any. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final UUID person = UUID.randomUUID();
    private final UUID grant = UUID.fromString(mark + UUID.randomUUID().toString().substring(8));
    /** By what they are. */
    private final Map<String, String> planted = new LinkedHashMap<>();
    private final List<PersonEvent> decisions = new ArrayList<>();

    private String planted(String what) {
        String value = "Planted-" + what + "-" + mark;
        planted.put(what, value);
        return value;
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }

    private long live(String keptCase) throws SQLException, IOException {
        String caseReference = planted("case");
        String blockReason = planted("reason");
        planted.put("grant", grant.toString());
        long first = awaitIndexes(corridor.send(Corridor.unknownCase(AGENCY, caseReference, PURPOSE)).id()).getFirst();
        decisions.add(Corridor.caseLinked(person, 1, AGENCY, caseReference));
        decisions.add(Corridor.given(person, 2, grant, AGENCY, PURPOSE, "phone"));
        decisions.forEach(decision -> awaitIndexes(corridor.send(decision).id()));
        awaitIndexes(
                corridor.send(Corridor.disclosed(person, 2, AGENCY, "e", caseReference, PURPOSE, grant, "phone")).id(),
                corridor.send(
                        Corridor.disclosedBehindBlock(person, 2, AGENCY, caseReference, PURPOSE, grant, blockReason))
                        .id(),
                corridor.send(new LogQueried(person, new Requester(null, "c", "dpo"), "complaint",
                        new TreeMap<>(Map.of("caseReference", planted("query"))), 1, Corridor.now())).id());
        // Somebody who is not erased: without a disclosure that can be judged the verifier would not say that all is well.
        UUID kept = UUID.randomUUID();
        UUID keptGrant = UUID.randomUUID();
        awaitIndexes(corridor.send(Corridor.caseLinked(kept, 1, AGENCY, keptCase)).id());
        awaitIndexes(corridor.send(Corridor.given(kept, 2, keptGrant, AGENCY, PURPOSE, "phone")).id());
        awaitIndexes(
                corridor.send(Corridor.disclosed(kept, 2, AGENCY, "e", keptCase, PURPOSE, keptGrant, "phone")).id());
        return first;
    }

    /** A hold that is over: its typed reason is about the person too. */
    private void holdAndRelease() {
        String id = as(tokens.dpo()).contentType(ContentType.JSON)
                .body(Map.of("dataSubjectId", person.toString(), "reason", planted("hold"))).post("/v1/legal-holds")
                .then().statusCode(201).extract().jsonPath().getString("id");
        as(tokens.dpo()).contentType(ContentType.JSON).body(Map.of("reason", planted("release")))
                .post("/v1/legal-holds/" + id + "/release").then().statusCode(200);
    }

    @Test
    @DisplayName("No planted value is left in tables, indexes, write-ahead log, topics, logs or exports")
    void nothingIsLeft() throws Exception {
        // As the operator's guide says: otherwise old segments are renamed, to be written over some day.
        asOwner("ALTER SYSTEM SET wal_recycle = off");
        asOwner("SELECT pg_reload_conf()");
        String keptCase = "Kept-case-" + mark;
        long first = live(keptCase);
        holdAndRelease();
        LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(40);
        // Kept for a moment, so that it is seen to be there.
        asOwner("UPDATE retention_policy SET months = 60 WHERE retention_class = 'consent'");
        UUID old = UUID.randomUUID();
        String oldCase = planted("month");
        OldEntries.append(month, List.of(
                new Old(RetentionClass.CONSENT, old, AGENCY, oldCase, Corridor.caseLinked(old, 1, AGENCY, oldCase))));
        asOwner("CHECKPOINT");
        // The search finds what is there; otherwise its silence would say nothing.
        Map<String, SortedSet<String>> before = search(keptCase);
        assertThat(before.keySet()).containsAll(planted.keySet()).contains("kept");
        assertThat(before.get("case")).anyMatch(file -> file.startsWith("postgresql/data/base"))
                .anyMatch(file -> file.startsWith("postgresql/data/pg_wal"))
                .anyMatch(file -> file.startsWith("kafka/data/consent-events"))
                .anyMatch(file -> file.startsWith("kafka/data/access-events"));

        asOwner("UPDATE retention_policy SET months = 24 WHERE retention_class = 'consent'");
        erase();
        await(() -> assertThat(
                one("SELECT count(*) FROM log_payload WHERE month = '" + month + "' OR (data_subject_id = '" + person
                        + "' AND type <> 'de.handschlag.person.erased.v1') OR log_index = " + first))
                .isZero());
        await(() -> assertThat(one("SELECT count(*) FROM payload_rewrite WHERE erased_since IS NOT NULL")).isZero());

        byte[] archive = ExportedLog.fetch();
        assertThat(ExportedLog.verify(archive, first)).isEmpty();
        ExportedLog.files(archive).forEach((name, content) -> assertThat(found(content)).as(name).isEmpty());

        forgetInDatabase();
        Map<ConfigResource, Collection<AlterConfigOp>> undo = forgetInTopics();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
                beat();
                assertThat(search(keptCase)).containsOnlyKeys("kept");
            });
        } finally {
            try (Admin admin = admin()) {
                admin.incrementalAlterConfigs(undo).all().get();
            }
            asOwner("ALTER SYSTEM RESET wal_recycle");
            asOwner("SELECT pg_reload_conf()");
        }
        Files.write(Path.of("target/erased-bytes.txt"), report(before));
    }

    /** As the consent-service does: the event, and a tombstone for each of the person's other keys. */
    private void erase() {
        PersonErased erased = new PersonErased(person, 3, Corridor.now());
        Corridor.Sent sent = corridor.send(erased);
        decisions.forEach(decision -> corridor.send(new ProducerRecord<String, byte[]>(Topics.CONSENT_EVENTS,
                sent.partition(), decision.messageKey(), null)));
        awaitIndexes(sent.id());
    }

    /** What time does to the write-ahead log: segments fill, and the checkpoint after removes them. */
    private static void forgetInDatabase() {
        for (int i = 0; i < 2; i++) {
            asOwner("SELECT pg_switch_wal()");
            asOwner("CHECKPOINT");
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", (Object) TestStack.kafkaBootstrapServers()));
    }

    /** What 8 and 31 days do to topics, in seconds. */
    private static Map<ConfigResource, Collection<AlterConfigOp>> forgetInTopics()
            throws ExecutionException, InterruptedException {
        Map<String, String> faster = Map.of("min.compaction.lag.ms", "0", "max.compaction.lag.ms", "1000",
                "delete.retention.ms", "0", "segment.ms", "1000", "file.delete.delay.ms", "0");
        Map<ConfigResource, Collection<AlterConfigOp>> change = new LinkedHashMap<>();
        Map<ConfigResource, Collection<AlterConfigOp>> undo = new LinkedHashMap<>();
        try (Admin admin = admin()) {
            Map<ConfigResource, Config> present = admin
                    .describeConfigs(
                            TOPICS.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList())
                    .all().get();
            present.forEach((topic, config) -> {
                Map<String, String> wanted = new LinkedHashMap<>(faster);
                if (!topic.name().equals(Topics.CONSENT_EVENTS)) {
                    wanted.put("retention.ms", "1000");
                }
                change.put(topic, wanted.entrySet().stream()
                        .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                        .toList());
                undo.put(topic, wanted.keySet().stream().map(config::get).map(entry -> new AlterConfigOp(entry,
                        entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG ? OpType.SET : OpType.DELETE))
                        .toList());
            });
            admin.incrementalAlterConfigs(change).all().get();
        }
        return undo;
    }

    /** A segment ends when something is written after its time. */
    private static void beat() {
        for (int partition = 0; partition < Corridor.PARTITIONS; partition++) {
            corridor.send(new Heartbeat(partition, Corridor.now()));
        }
    }

    /** Planted values, and the kept one, that are found, with the files that have them. */
    private Map<String, SortedSet<String>> search(String keptCase) throws IOException {
        Map<String, SortedSet<String>> found = new TreeMap<>();
        for (Path file : files()) {
            for (String what : found(file, keptCase)) {
                found.computeIfAbsent(what, key -> new TreeSet<>())
                        .add(TestStack.directory().relativize(file).toString());
            }
        }
        return found;
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String part : List.of("postgresql", "kafka")) {
            try (Stream<Path> walk = Files.find(TestStack.directory().resolve(part), 20,
                    (path, attributes) -> attributes.isRegularFile())) {
                walk.forEach(files::add);
            } catch (UncheckedIOException e) {
                // A file that went while the directory was read is searched no more.
                return files();
            }
        }
        return files;
    }

    private List<String> found(Path file, String keptCase) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (var channel = Files.newByteChannel(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK + 128);
            while (channel.read(buffer) > 0 || buffer.position() > 128) {
                String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
                if (text.contains(mark)) {
                    planted.forEach((what, value) -> {
                        if (text.contains(value)) {
                            found.add(what);
                        }
                    });
                    if (text.contains(keptCase)) {
                        found.add("kept");
                    }
                }
                if (buffer.position() < buffer.capacity() && channel.position() >= channel.size()) {
                    break;
                }
                // What stands across the end of a chunk is found in the next one.
                int end = buffer.position();
                buffer.position(Math.max(0, end - 128)).limit(end);
                buffer.compact();
            }
        } catch (NoSuchFileException e) {
            // Gone meanwhile.
        }
        return List.copyOf(found);
    }

    private List<String> found(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return planted.entrySet().stream().filter(value -> text.contains(value.getValue())).map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> report(Map<String, SortedSet<String>> before) throws IOException {
        List<String> lines = new ArrayList<>(List.of("Before the erasure, found in:"));
        before.forEach((what, files) -> lines.add("  " + what + ": " + String.join(", ", files)));
        lines.add("After it, every file of these directories was searched:");
        Map<String, Long> directories = new TreeMap<>();
        for (Path file : files()) {
            directories.merge(TestStack.directory().relativize(file.getParent()).toString(), 1L, Long::sum);
        }
        directories.forEach((directory, count) -> lines.add("  " + directory + ": " + count + " files"));
        lines.add("And every file of an export that was made then.");
        return lines;
    }
}
