package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.event.Topics;

/** Restart, replay from offset 0 and duplicate delivery change nothing. */
class RestartAndReplayTest {

    private static final String PURPOSE = "case-management";

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private Agency agency;
    private Person person;

    @BeforeEach
    void oneGrantInForceAndOneWithdrawn() {
        agency = Agency.registered(stack, "mbe-replay", "mbe", PURPOSE, "housing-search");
        person = Person.enrolledBy(agency, reference(), "replay-" + id);
        agency.contribute(reference(), "phone", "+49 30 1");
        person.approve(agency.ask(reference(), PURPOSE, "phone"));
        String second = agency.ask(reference(), "housing-search", "phone");
        person.approve(second);
        person.withdrawUntilEnforced(second);
        unchanged();
    }

    private String reference() {
        return "R-" + id;
    }

    /** What the person decided is what the agency may see. */
    private void unchanged() {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            assertThat(agency.tryRead(reference(), PURPOSE).status()).isEqualTo(200);
            assertThat(agency.tryRead(reference(), "housing-search").problem()).isEqualTo("no-permission");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"consent", "registry", "audit"})
    @DisplayName("G1 after a restart of a service everything is as it was, and goes on")
    void restartChangesNothing(String service) {
        long before = logSizeOfPerson();

        stack.stack().service(service).stop();
        stack.stack().service(service).start();

        unchanged();
        String record = agency.ask(reference(), "housing-search", "phone");
        person.approve(record);
        person.withdrawUntilEnforced(record);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(logSizeOfPerson()).isGreaterThan(before));
    }

    @Test
    @DisplayName("G1 the registry replays consent-events from offset 0: nothing changes")
    void registryReplaysWholeTopic() throws SQLException {
        stack.stack().service("registry").stop();
        execute("registry", "UPDATE applied_partition SET next_offset = 0, receipted_offset = 0");

        stack.stack().service("registry").start();

        unchanged();
    }

    @Test
    @DisplayName("R26 every event of the person delivered a second time: nothing changes, the log grows by none of them")
    void duplicateDeliveryAddsNothing() {
        await().atMost(Duration.ofSeconds(120)).until(() -> consentEntries() >= 6);
        long before = consentEntries();

        int sent = deliverAgain(Topics.CONSENT_EVENTS, person.dataSubjectId());
        assertThat(sent).isGreaterThanOrEqualTo(6);
        // One more change, which comes after the duplicates in the person's partition.
        agency.ask(reference(), PURPOSE, "email");

        unchanged();
        await().atMost(Duration.ofSeconds(120)).until(() -> consentEntries() > before);
        assertThat(consentEntries()).isEqualTo(before + 1);
    }

    private long consentEntries() {
        return countEntries("&dataSubjectId=" + person.dataSubjectId(), "de.handschlag.con", "de.handschlag.case");
    }

    private long logSizeOfPerson() {
        return countEntries("&dataSubjectId=" + person.dataSubjectId(), "de.handschlag");
    }

    private long countEntries(String filter, String... typePrefixes) {
        return Dpo.entries(stack, filter).stream().map(entry -> entry.path("type").asText())
                .filter(type -> List.of(typePrefixes).stream().anyMatch(type::startsWith)).count();
    }

    /** Sends copies, to the byte, of all the person's records. */
    private int deliverAgain(String topic, String dataSubjectId) {
        Map<String, Object> settings = stack.stack().kafkaClient(KafkaRights.CONSENT);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings, new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key() != null && record.key().startsWith(dataSubjectId) && record.value() != null) {
                        records.add(record);
                    }
                });
            }
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings, new StringSerializer(),
                new ByteArraySerializer())) {
            records.forEach(record -> {
                var _ = producer.send(new ProducerRecord<>(topic, record.partition(), record.key(), record.value(),
                        record.headers()));
            });
        }
        return records.size();
    }

    private void execute(String database, String sql) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", database + "_owner");
        login.setProperty("password", stack.stack().postgres().password(database + "_owner"));
        try (Connection connection = DriverManager.getConnection(stack.stack().postgres().jdbcUrl(database), login);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
