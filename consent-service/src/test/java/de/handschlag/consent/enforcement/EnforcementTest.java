package de.handschlag.consent.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.InTime;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.corridor.ReadPositions.Position;
import de.handschlag.database.DatabaseException;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
class EnforcementTest {

    @Inject
    EnforcementRepository receipts;

    @Inject
    EnforcementService enforcement;

    @Inject
    AgroalDataSource database;

    @Inject
    EnforcementWaiters waiters;

    private final RegistryActor registry = new RegistryActor();
    private PersonActor person;
    private UUID dataSubjectId;
    private UUID id;

    @BeforeEach
    void grant() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        dataSubjectId = person.dataSubjectId();
        id = jobcenter.asks(caseReference, "family_name");
        person.approve(id).then().statusCode(200);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    @DisplayName("G1 a withdrawal is answered as enforced when the registry's receipt comes in time")
    void withdrawalWaitsForTheReceipt() throws Exception {
        Instant enforcedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

        Response withdrawal = InTime.answer(this::grant, () -> {
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
                awaitRevision(6);
                registry.enforces(dataSubjectId, 6, enforcedAt);
            });
            Response answer = person.withdraw(id);
            played.get(120, TimeUnit.SECONDS);
            return answer;
        });

        assertThat(withdrawal.statusCode()).isEqualTo(200);
        assertThat(Json.text(withdrawal, "enforcement")).isEqualTo("enforced");
        assertThat(Instant.parse(withdrawal.path("enforcedAt"))).isEqualTo(enforcedAt);
        assertThat(Json.text(withdrawal, "status")).isEqualTo("ConsentWithdrawn");
        assertThat(withdrawal.<Integer>path("consentRevision")).isEqualTo(6);
    }

    @Test
    void withdrawalIsPendingWithoutAReceiptAndTheLinkTellsLater() {
        Response withdrawal = person.withdraw(id);

        assertThat(withdrawal.statusCode()).isEqualTo(202);
        assertThat(Json.text(withdrawal, "enforcement")).isEqualTo("pending");
        assertThat(withdrawal.<Integer>path("consentRevision")).isEqualTo(6);
        String link = withdrawal.header("Location");
        assertThat(person.request().get(link).<String>path("enforcement")).isEqualTo("pending");

        registry.enforces(dataSubjectId, 6, Instant.parse("2026-11-23T10:00:00.123456Z"));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(person.request().get(link).<String>path("enforcement")).isEqualTo("enforced"));
        assertThat(person.request().get(link).<String>path("enforcedAt")).isEqualTo("2026-11-23T10:00:00.123456Z");
        assertThat(person.withdraw(id).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("G1 a receipt that only another replica has read is found when the wait is over")
    void receiptThatWakesNobodyIsFoundAfterTheWait() throws Exception {
        Instant enforcedAt = Instant.parse("2026-11-23T10:00:00.123456Z");

        Response withdrawal = InTime.answer(this::grant, () -> {
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
                awaitRevision(6);
                receipts.store(List.of(new RevisionEnforced(dataSubjectId, 6, enforcedAt)), Map.of());
            });
            Response answer = person.withdraw(id);
            played.get(120, TimeUnit.SECONDS);
            return answer;
        });

        assertThat(withdrawal.statusCode()).isEqualTo(200);
        assertThat(Instant.parse(withdrawal.path("enforcedAt"))).isEqualTo(enforcedAt);
    }

    @Test
    @DisplayName("G1 a withdrawal watches before it is committed: a receipt that comes at once is heard, not looked up")
    void withdrawalWatchesBeforeItIsCommitted() throws Exception {
        Instant enforcedAt = Instant.parse("2026-11-23T10:00:00.123456Z");
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> withdrawal;
            try (Connection other = TestStack.superuserConnection()) {
                other.setAutoCommit(false);
                other.createStatement().executeQuery("SELECT 1 FROM consent_record WHERE id = '" + id + "' FOR UPDATE");
                withdrawal = client.submit(() -> person.withdraw(id));
                await().atMost(Duration.ofSeconds(120)).until(() -> waiters.persons() == 1);
                assertThat(person.consentRevision()).as("not committed").isEqualTo(5);
                // As the registry's comes right after the commit; the database has none that could be found instead.
                waiters.receive(new RevisionEnforced(dataSubjectId, 6, enforcedAt));
            }

            Response answer = withdrawal.get(120, TimeUnit.SECONDS);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.<Integer>path("consentRevision")).isEqualTo(6);
            assertThat(Instant.parse(answer.path("enforcedAt"))).isEqualTo(enforcedAt);
        }
    }

    @Test
    @DisplayName("A withdrawal is pending, and did not fail, when no connection can be had to look for its receipt")
    void withdrawalIsPendingWhenReceiptsCannotBeLookedUp() throws Exception {
        List<Connection> pool = new ArrayList<>();
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            // Once before, so that all are open and can be taken within the wait.
            takeAll(pool);
            giveBack(pool);
            Future<Response> withdrawal = client.submit(() -> person.withdraw(id));
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(10)).until(() -> Database
                    .number("SELECT consent_revision FROM data_subject WHERE id = ?", dataSubjectId) == 6);
            takeAll(pool);
            assertThat(withdrawal).as("waits for its receipt").isNotDone();
            // If this one were found, the answer would be another.
            Database.update("INSERT INTO enforcement (data_subject_id, enforced_revision, enforced_at)"
                    + " VALUES (?, 6, now())", dataSubjectId);

            assertThatThrownBy(() -> enforcement.find(dataSubjectId, 6)).as("who only asks is not told pending")
                    .isInstanceOf(DatabaseException.class);
            Response answer = withdrawal.get(120, TimeUnit.SECONDS);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(Json.text(answer, "enforcement")).isEqualTo("pending");
            assertThat(answer.<Integer>path("consentRevision")).isEqualTo(6);
            assertThat(answer.header("Location")).endsWith("/v1/me/enforcements/6");
        } finally {
            giveBack(pool);
        }
        assertThat(person.status(id)).isEqualTo("ConsentWithdrawn");
        assertThat(person.withdraw(id).<String>path("enforcement")).isEqualTo("enforced");
    }

    @Test
    @DisplayName("Without a connection a withdrawal is refused for the moment (503), and nothing of it is done")
    void withdrawalCanBeSentAgainWhenNoConnectionCouldBeHad() throws Exception {
        List<Connection> pool = new ArrayList<>();
        Response answer;
        try {
            takeAll(pool);
            answer = person.withdraw(id);
        } finally {
            giveBack(pool);
        }

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:unavailable");
        assertThat(person.status(id)).isEqualTo("ConsentGiven");
    }

    /** Not from the topic: a client of Kafka would begin to read it when the short wait of these tests is over. */
    private void awaitRevision(long revision) {
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20)).until(() -> Database
                .number("SELECT consent_revision FROM data_subject WHERE id = ?", dataSubjectId) == revision);
    }

    private void takeAll(List<Connection> pool) throws SQLException {
        while (pool.size() < database.getConfiguration().connectionPoolConfiguration().maxSize()) {
            pool.add(database.getConnection());
        }
    }

    private static void giveBack(List<Connection> pool) throws SQLException {
        while (!pool.isEmpty()) {
            pool.removeLast().close();
        }
    }

    @Test
    void nobodyIsWaitedForWhenTheAnswerIsGiven() {
        person.withdraw(id).then().statusCode(202);
        person.withdraw(UUID.randomUUID()).then().statusCode(404);

        assertThat(waiters.persons()).isZero();
    }

    @Test
    void olderReceiptThatComesLateReplacesNothing() {
        person.withdraw(id);
        Instant first = Instant.parse("2026-11-23T10:00:00Z");
        registry.enforces(dataSubjectId, 6, first);
        registry.enforces(dataSubjectId, 5, first.plusSeconds(60));
        registry.enforces(dataSubjectId, 6, first.plusSeconds(120));
        UUID marker = UUID.randomUUID();
        Database.update("INSERT INTO data_subject (id, consent_revision, enrolled_at) VALUES (?, 0, now())", marker);
        awaitReceiptsOf(marker);

        assertThat(person.request().get("/v1/me/enforcements/6").<String>path("enforcedAt"))
                .isEqualTo("2026-11-23T10:00:00Z");
    }

    @Test
    void receiptForALaterRevisionCoversTheEarlierOnes() {
        registry.enforces(dataSubjectId, 5, Instant.parse("2026-11-23T10:00:00Z"));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(person.request().get("/v1/me/enforcements/2").<String>path("enforcement"))
                        .isEqualTo("enforced"));
    }

    @Test
    void revisionThatThePersonNeverHadIsNotFound() {
        person.request().get("/v1/me/enforcements/6").then().statusCode(404);
        person.request().get("/v1/me/enforcements/0").then().statusCode(404);
        person.request().get("/v1/me/enforcements/x").then().statusCode(422);
    }

    @Test
    @DisplayName("R39 a receipt that the registry did not sign enforces nothing")
    void forgedReceiptEnforcesNothing() {
        RevisionEnforced claim = new RevisionEnforced(dataSubjectId, 5, Instant.now().truncatedTo(ChronoUnit.MICROS));
        EventEnvelope<?> forged = new EventEnvelope<>(UUID.randomUUID(), Senders.REGISTRY, claim.enforcedAt(), null,
                claim);
        registry.send(EventCodec.toRecord(forged, Topics.ENFORCEMENT_RECEIPTS, 0, claim.messageKey()));
        registry.send(TestStack.signer(Senders.CONSENT)
                .sign(EventCodec.toRecord(forged, Topics.ENFORCEMENT_RECEIPTS, 0, claim.messageKey())));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(deadLetters())
                .filteredOn(message -> claim.messageKey().equals(message.key())).hasSize(2));
        assertThat(person.request().get("/v1/me/enforcements/5").<String>path("enforcement")).isEqualTo("pending");
    }

    @Test
    void unintelligibleReceiptIsPutAsideAndTheNextOneIsRead() {
        byte[] nonsense = "{\"nonsense\":true}".getBytes(StandardCharsets.UTF_8);
        String key = UUID.randomUUID().toString();
        registry.send(new ProducerRecord<>(Topics.ENFORCEMENT_RECEIPTS, 0, key, nonsense));
        registry.enforces(dataSubjectId, 5, Instant.parse("2026-11-23T10:00:00Z"));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(person.request().get("/v1/me/enforcements/3").<String>path("enforcement"))
                        .isEqualTo("enforced"));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(deadLetters()).anySatisfy(message -> {
            assertThat(message.key()).isEqualTo(key);
            assertThat(message.value()).isEqualTo(nonsense);
            assertThat(message.headers()).extracting(Header::key).containsExactly("dlt_partition", "dlt_offset",
                    "dlt_reason");
        }));
        assertThat(Database.number("SELECT next_offset FROM receipt_offset WHERE partition = 0")).isPositive();
    }

    @Test
    void replicaThatIsBehindDoesNotSetTheOffsetBack() {
        int noSuchPartition = 99;
        receipts.store(List.of(), Map.of(noSuchPartition, new Position(5, 2)));
        receipts.store(List.of(), Map.of(noSuchPartition, new Position(3, 2)));

        assertThat(receipts.positions()).containsEntry(noSuchPartition, new Position(5, 2));
    }

    @Test
    void behindACutTheSmallerOffsetCounts() {
        int noSuchPartition = 96;
        receipts.store(List.of(), Map.of(noSuchPartition, new Position(5, null)));
        receipts.store(List.of(), Map.of(noSuchPartition, new Position(5, 2)));
        receipts.store(List.of(), Map.of(noSuchPartition, new Position(3, 4)));
        receipts.store(List.of(), Map.of(noSuchPartition, new Position(4, 2)));

        assertThat(receipts.positions()).containsEntry(noSuchPartition, new Position(3, 4));
    }

    @Test
    void replicasThatStoreTheSameReceiptsDoNotWaitForEachOther() throws Exception {
        List<UUID> persons = Stream.generate(UUID::randomUUID).limit(20).toList();
        persons.forEach(one -> Database
                .update("INSERT INTO data_subject (id, consent_revision, enrolled_at) VALUES (?, 0, now())", one));
        Instant enforcedAt = Instant.parse("2026-11-23T10:00:00Z");
        int lastRevision = 200;

        try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
            List<Future<?>> stored = Stream.of(persons, persons.reversed())
                    .<Future<?>>map(order -> replicas.submit(() -> {
                        for (long revision = 1; revision <= lastRevision; revision++) {
                            long enforced = revision;
                            receipts.store(
                                    order.stream().map(one -> new RevisionEnforced(one, enforced, enforcedAt)).toList(),
                                    Map.of(97, new Position(enforced, 1), 98, new Position(enforced, 1)));
                        }
                    })).toList();
            for (Future<?> replica : stored) {
                replica.get(120, TimeUnit.SECONDS);
            }
        }

        assertThat(persons).allSatisfy(one -> assertThat(
                Database.number("SELECT enforced_revision FROM enforcement WHERE data_subject_id = ?", one))
                .isEqualTo(lastRevision));
        assertThat(receipts.positions()).containsEntry(97, new Position(200, 1)).containsEntry(98,
                new Position(200, 1));
    }

    @Test
    void whoWaitsHoldsNoTransaction() throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor waiting = PersonActor.of(jobcenter, caseReference);
        List<UUID> grants = IntStream.range(0, 30).mapToObj(i -> {
            AgencyActor agency = AgencyActor.registered("mbe-test-" + i, "mbe", "case-management");
            String ofAgency = AgencyActor.newCaseReference();
            agency.linkCase(ofAgency, waiting.linkCode()).then().statusCode(201);
            return agency.asks(ofAgency, "phone");
        }).toList();
        grants.forEach(grant -> waiting.approve(grant).then().statusCode(200));
        int given = waiting.consentRevision();

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> withdrawals = grants.stream()
                    .map(grant -> clients.submit(() -> waiting.withdraw(grant))).toList();
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(10))
                    .until(() -> waiting.consentRevision() == given + 30);
            for (Future<Response> withdrawal : withdrawals) {
                assertThat(withdrawal.get().statusCode()).isEqualTo(202);
            }
        }
    }

    /** A receipt on every partition that is sent last and stored: all before it are stored too. */
    private void awaitReceiptsOf(UUID marker) {
        registry.enforces(marker, 1, Instant.parse("2026-11-23T10:00:00Z"));
        registry.enforces(dataSubjectId, 1, Instant.parse("2026-11-23T10:00:00Z"));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(Database.number("SELECT count(*) FROM enforcement WHERE data_subject_id = ?", marker))
                        .isEqualTo(1));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(
                        Database.number("SELECT count(*) FROM enforcement WHERE data_subject_id = ?", dataSubjectId))
                        .isEqualTo(1));
    }

    private static List<ConsumerRecord<String, byte[]>> deadLetters() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestStack.kafkaBootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(Topics.deadLetterOf(Topics.ENFORCEMENT_RECEIPTS, "consent")).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }
}
