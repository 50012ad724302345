package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.local.Readiness;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/**
 * The power fails under the only broker, and what it had acknowledged from memory alone is gone: the ends of its newest files are cut off
 * (ADR 58). A broker that flushes loses nothing; here it has not flushed.
 */
class BlownFuseTest {

    private static final String PURPOSE = "case-management";
    private static final String OTHER_PURPOSE = "housing-search";
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final List<String> SERVICES = List.of("consent", "registry", "audit");

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String reference = "F-" + id;
    private final String office = "mbe-fuse-" + id;
    private Agency agency;
    private Person person;
    private int partition;
    private String withdrawn;

    @BeforeEach
    void twoGrants() {
        agency = Agency.registered(stack, office, "mbe", PURPOSE, OTHER_PURPOSE);
        person = Person.enrolledBy(agency, reference, reference);
        partition = PersonPartitioner.partitionFor(UUID.fromString(person.dataSubjectId()), TestStack.PARTITIONS);
        agency.contribute(reference, "phone", "+49 30 1");
        withdrawn = agency.ask(reference, PURPOSE, "phone");
        person.approveUntilEnforced(withdrawn);
        person.approveUntilEnforced(agency.ask(reference, OTHER_PURPOSE, "phone"));
        agency.read(reference, PURPOSE).expect(200);
    }

    @Test
    @DisplayName("G1 G2 services that live on send again what the broker lost, read it, and go on by themselves")
    void servicesLiveOn() throws IOException {
        double sentAgain = metric("consent", "handschlag_outbox_sent_again_total");
        double lost = metric("registry", "handschlag_topic_lost_offsets_total");
        long before = size(newest(Topics.CONSENT_EVENTS, partition));
        person.withdrawUntilEnforced(withdrawn);
        // Its row goes a moment after its receipt has come; before, it would be published as any other.
        await().atMost(LONG).until(this::isAllPublished);

        stack.stack().kafka().process().kill();
        cut(newest(Topics.CONSENT_EVENTS, partition), before);
        stack.stack().kafka().start();

        readsAreBack();
        await().atMost(LONG).until(() -> metric("consent", "handschlag_outbox_sent_again_total") > sentAgain);
        await().atMost(LONG).until(() -> metric("registry", "handschlag_topic_lost_offsets_total") > lost);
        goesOn();
    }

    @Test
    @DisplayName("G1 G2 G6 when all is killed, a withdrawal that Kafka lost before the registry had it is enforced all the same; what is in the log stays")
    void everythingIsKilled() throws IOException {
        await().atMost(LONG).until(() -> !Dpo.disclosures(stack, office).isEmpty());
        stack.stack().service("registry").process().kill();
        long before = size(newest(Topics.CONSENT_EVENTS, partition));
        person.withdraw(withdrawn).expect(202);
        await().atMost(LONG).until(() -> size(newest(Topics.CONSENT_EVENTS, partition)) > before + 2000);

        stack.stack().kafka().process().kill();
        List.of("consent", "audit").forEach(service -> stack.stack().service(service).process().kill());
        for (String topic : List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS, Topics.ENFORCEMENT_RECEIPTS)) {
            for (int number = 0; number < TestStack.PARTITIONS; number++) {
                Path newest = newest(topic, number);
                cut(newest, Math.max(0, size(newest) - 8000));
            }
        }
        cut(newest(Topics.CONSENT_EVENTS, partition), before);
        stack.stack().kafka().start();
        SERVICES.forEach(service -> stack.stack().service(service).launch());
        SERVICES.forEach(service -> stack.stack().service(service).awaitReady(Readiness.BOUND));

        readsAreBack();
        assertThat(metric("consent", "handschlag_outbox_sent_again_total")).isPositive();
        await().atMost(LONG).until(() -> person.isEnforced(person.revision()));
        await().atMost(LONG).until(() -> metric("audit", "handschlag_topic_lost_offsets_total") > 0);
        assertThat(Dpo.disclosures(stack, office)).isNotEmpty();
        goesOn();
    }

    /** Nothing is disclosed on the withdrawn grant at any moment until they are. */
    private void readsAreBack() {
        await().atMost(LONG).until(() -> {
            assertThat(agency.tryRead(reference, PURPOSE).status()).isIn(403, 503);
            return agency.tryRead(reference, OTHER_PURPOSE).status() == 200;
        });
        assertThat(agency.read(reference, PURPOSE).problem()).isEqualTo("no-permission");
    }

    private void goesOn() {
        await().atMost(LONG).until(
                () -> new Api(stack.stack().managementUrl("registry")).get(null, "/q/health/well").status() == 200);
        String next = agency.ask(reference, PURPOSE, "phone");
        person.approveUntilEnforced(next);
        await().atMost(LONG).until(() -> agency.tryRead(reference, PURPOSE).status() == 200);
        person.withdraw(next).expect(200);
        assertThat(agency.read(reference, PURPOSE).problem()).isEqualTo("no-permission");
    }

    private boolean isAllPublished() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "consent_owner");
        login.setProperty("password", stack.stack().postgres().password("consent_owner"));
        try (Connection connection = DriverManager.getConnection(stack.stack().postgres().jdbcUrl("consent"), login);
                Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery("SELECT EXISTS (SELECT FROM outbox_event)")) {
            return waiting.next() && !waiting.getBoolean(1);
        }
    }

    private Path newest(String topic, int partition) throws IOException {
        try (Stream<Path> files = Files
                .list(stack.stack().state().of("kafka").resolve("data/" + topic + "-" + partition))) {
            return files.filter(file -> file.toString().endsWith(".log")).max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    private static long size(Path file) throws IOException {
        return Files.size(file);
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private double metric(String service, String name) {
        return new Api(stack.stack().managementUrl(service)).get(null, "/q/metrics").expect(200).body().asText().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst()
                .orElseThrow(() -> new AssertionError("an alarm has no metric: " + name));
    }
}
