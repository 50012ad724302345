package de.handschlag.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import de.handschlag.event.Topics;

@DisplayName("R39 Kafka's rights")
class KafkaRightsTest {

    private static final List<String> PRINCIPALS = KafkaRights.PRINCIPALS;

    @TempDir
    static Path directory;

    private static KafkaLogins logins;
    private static KafkaBroker broker;
    private static int controllerPort;

    /** On the data of a broker that asked nobody who they were, as those of before did. */
    @BeforeAll
    static void upgradedBroker() {
        ProjectLayout layout = ProjectLayout.find();
        int port = LoopbackPorts.free();
        controllerPort = LoopbackPorts.free();
        KafkaBroker former = new KafkaBroker(layout.kafkaLibraries(), directory, port, controllerPort);
        former.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", former.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains(Topics.CONSENT_EVENTS);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            former.stop();
        }
        logins = new KafkaLogins(new Secrets(directory.resolve("secrets")));
        KafkaBroker.Node node = new KafkaBroker.Node(1, port, controllerPort, List.of());
        broker = new KafkaBroker(layout.kafkaLibraries(), directory, node, List.of(node), KafkaBroker.Manner.OF_TESTS,
                logins);
        broker.start();
        KafkaRights.TABLE.stream().filter(row -> row.resource().resourceType() == ResourceType.TOPIC)
                .forEach(row -> allowed(() -> write(KafkaRights.BROKER, row.resource().name())));
    }

    @AfterAll
    static void stop() {
        broker.stop();
    }

    @Test
    @DisplayName("The document has the table of the code")
    void documentedTable() throws IOException {
        List<String> documented = Files.readAllLines(ProjectLayout.find().root().resolve("docs/kafka-rights.md"))
                .stream().filter(line -> line.startsWith("| ") && !line.startsWith("| resource")).toList();

        assertThat(documented).isEqualTo(KafkaRights.TABLE.stream().map(KafkaRightsTest::line).toList());
    }

    private static String line(KafkaRights.Row row) {
        String kind = switch (row.resource().resourceType()) {
            case TOPIC -> "topic `%s`";
            case TRANSACTIONAL_ID -> "transactional id `%s`";
            case GROUP -> "groups `%s…`";
            default -> throw new IllegalStateException("no words for " + row);
        };
        return "| " + kind.formatted(row.resource().name()) + " | "
                + PRINCIPALS.stream().map(principal -> cell(of(row, principal))).collect(Collectors.joining(" | "))
                + " |";
    }

    private static String cell(Set<AclOperation> operations) {
        return operations.isEmpty()
                ? "–"
                : operations.stream().sorted().map(operation -> operation.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static Set<AclOperation> of(KafkaRights.Row row, String principal) {
        return row.operations().getOrDefault(principal, Set.of());
    }

    @ParameterizedTest
    @FieldSource("PRINCIPALS")
    @DisplayName("Each principal writes and reads the topics that the table says, and is refused every other one")
    void topics(String principal) {
        List<KafkaRights.Row> topics = KafkaRights.TABLE.stream()
                .filter(row -> row.resource().resourceType() == ResourceType.TOPIC).toList();
        assertThat(topics).hasSize(8);
        for (KafkaRights.Row row : topics) {
            String topic = row.resource().name();
            assertThat(allowed(() -> write(principal, topic))).as("%s writes %s", principal, topic)
                    .isEqualTo(of(row, principal).contains(AclOperation.WRITE));
            assertThat(allowed(() -> read(principal, topic))).as("%s reads %s", principal, topic)
                    .isEqualTo(of(row, principal).contains(AclOperation.READ));
            assertThat(allowed(() -> describe(principal, topic))).as("%s describes %s", principal, topic)
                    .isEqualTo(!of(row, principal).isEmpty());
        }
    }

    @ParameterizedTest
    @FieldSource("PRINCIPALS")
    @DisplayName("Only the consent-service fences by the relay's transactional id, and reads as a group")
    void transactionsAndGroups(String principal) {
        boolean consent = principal.equals(KafkaRights.CONSENT);
        assertThat(allowed(() -> begin(principal, "consent-outbox-relay"))).isEqualTo(consent);
        assertThat(allowed(() -> begin(principal, "another"))).isFalse();
        assertThat(allowed(() -> readAs(principal, "consent-receipts-1"))).isEqualTo(consent);
        assertThat(allowed(() -> readAs(principal, "another"))).isFalse();
    }

    @ParameterizedTest
    @FieldSource("PRINCIPALS")
    @DisplayName("Nobody but the broker makes or deletes topics, deletes records, or changes settings, passwords and rights")
    void administration(String principal) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONSENT_EVENTS);
        AclBinding right = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.CONSENT_EVENTS, PatternType.LITERAL),
                new AccessControlEntry("User:" + principal, "*", AclOperation.ALL, AclPermissionType.ALLOW));
        try (Admin admin = Admin.create(client(logins.clientOf(principal)))) {
            List<Callable<?>> refused = List.of(
                    () -> admin.createTopics(List.of(new NewTopic("another", 1, (short) 1))).all().get(),
                    () -> admin.deleteTopics(List.of(Topics.CONSENT_EVENTS)).all().get(),
                    () -> admin.deleteRecords(
                            Map.of(new TopicPartition(Topics.CONSENT_EVENTS, 0), RecordsToDelete.beforeOffset(0))).all()
                            .get(),
                    () -> admin.incrementalAlterConfigs(Map.of(topic,
                            List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                            .all().get(),
                    () -> admin.createAcls(List.of(right)).all().get(),
                    () -> admin
                            .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(KafkaRights.CONSENT,
                                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "known")))
                            .all().get());
            assertThat(refused).noneMatch(KafkaRightsTest::allowed);
        }
    }

    @Test
    @DisplayName("Who does not log in, or with a wrong password, is not let in")
    void strangers() {
        assertThatThrownBy(() -> names(Map.of("security.protocol", "PLAINTEXT"))).cause()
                .isInstanceOf(TimeoutException.class);
        Map<String, String> wrong = new HashMap<>(logins.clientOf(KafkaRights.CONSENT));
        wrong.computeIfPresent("sasl.jaas.config", (_, login) -> login.replaceFirst("password=\"", "password=\"x"));
        assertThatThrownBy(() -> names(wrong)).cause().isInstanceOf(SaslAuthenticationException.class);
        // The broker's own name by the clients' mechanism: it has no password there.
        wrong.put("sasl.jaas.config", logins.clientOf(KafkaRights.CONSENT).get("sasl.jaas.config")
                .replace(KafkaRights.CONSENT, KafkaRights.BROKER));
        assertThatThrownBy(() -> names(wrong)).cause().isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    @DisplayName("The controllers are reached by the broker alone")
    void controllers() {
        assertThat(listens(controllerPort)).isTrue();
        Map<String, Object> service = client(logins.clientOf(KafkaRights.CONSENT));
        service.put("default.api.timeout.ms", 3000);
        service.put("request.timeout.ms", 1000);
        service.remove("bootstrap.servers");
        service.put("bootstrap.controllers", LoopbackPorts.HOST + ":" + controllerPort);
        assertThatThrownBy(() -> quorum(service)).cause().isInstanceOf(UnsupportedSaslMechanismException.class);
        service.put("security.protocol", "PLAINTEXT");
        assertThatThrownBy(() -> quorum(service)).cause().isInstanceOf(TimeoutException.class);
        service.putAll(logins.clientOf(KafkaRights.BROKER));
        assertThat(allowed(() -> quorum(service))).isTrue();
    }

    @Test
    @DisplayName("A rule that the table does not have is gone after the next start")
    void furtherRules() throws Exception {
        AclBinding further = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.CONSENT_EVENTS, PatternType.LITERAL),
                new AccessControlEntry("User:" + KafkaRights.AUDIT, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
        try (Admin admin = Admin.create(client(logins.clientOf(KafkaRights.BROKER)))) {
            admin.createAcls(List.of(further)).all().get();

            broker.prepare();

            assertThat(KafkaRights.inForce(admin)).isTrue();
        }
    }

    @Test
    @DisplayName("Files with passwords are for their owner, and no list of processes shows one")
    void passwordsAreNotShown() throws IOException {
        for (String file : List.of("server.properties", "operator.properties", "secrets")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)))).as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(broker.process().spec().command()).noneMatch(part -> part.contains("password"));
    }

    private static Set<String> names(Map<String, String> login) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = client(login);
        settings.put("default.api.timeout.ms", 3000);
        settings.put("request.timeout.ms", 1000);
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        }
    }

    private static Object quorum(Map<String, Object> settings) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            return admin.describeMetadataQuorum().quorumInfo().get();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LoopbackPorts.HOST, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it succeeds; anything but a refusal for want of rights is a failure. */
    private static boolean allowed(Callable<?> attempt) {
        try {
            attempt.call();
            return true;
        } catch (AuthorizationException e) {
            return false;
        } catch (ExecutionException | KafkaException e) {
            // A producer that was refused before the send says so as the cause of its state.
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Object write(String principal, String topic) throws Exception {
        Map<String, Object> settings = client(logins.clientOf(principal));
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        try (KafkaProducer<String, byte[]> producer = producer(settings)) {
            return producer.send(new ProducerRecord<>(topic, 0, "key", "value".getBytes(StandardCharsets.UTF_8)))
                    .get(120, TimeUnit.SECONDS);
        }
    }

    private static Object begin(String principal, String transactionalId) {
        Map<String, Object> settings = client(logins.clientOf(principal));
        settings.put("transactional.id", transactionalId);
        try (KafkaProducer<String, byte[]> producer = producer(settings)) {
            producer.initTransactions();
            return producer;
        }
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Without a group, as the readers of consent-events do. */
    private static Object read(String principal, String topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(client(logins.clientOf(principal)))) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            return consumer.poll(Duration.ofSeconds(10));
        }
    }

    private static Object readAs(String principal, String group) {
        Map<String, Object> settings = client(logins.clientOf(principal));
        settings.put("group.id", group);
        try (KafkaConsumer<String, byte[]> consumer = consumer(settings)) {
            consumer.subscribe(List.of(Topics.ENFORCEMENT_RECEIPTS));
            List<TopicPartition> assigned = new ArrayList<>();
            for (int i = 0; i < 600 && assigned.isEmpty(); i++) {
                consumer.poll(Duration.ofMillis(100));
                assigned.addAll(consumer.assignment());
            }
            assertThat(assigned).isNotEmpty();
            return assigned;
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> settings) {
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Object describe(String principal, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client(logins.clientOf(principal)))) {
            assertThat(admin.listTopics().names().get().contains(topic))
                    .isEqualTo(allowed(() -> admin.describeTopics(List.of(topic)).allTopicNames().get()));
            return admin.describeTopics(List.of(topic)).allTopicNames().get();
        }
    }

    private static Map<String, Object> client(Map<String, String> login) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("request.timeout.ms", 5000);
        settings.put("default.api.timeout.ms", 10000);
        return settings;
    }
}
