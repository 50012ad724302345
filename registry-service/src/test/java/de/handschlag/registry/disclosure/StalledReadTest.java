package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.corridor.AccessLog;
import de.handschlag.event.AccessEvent;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.registry.disclosure.DisclosureService.ReadDecision;
import de.handschlag.registry.freshness.Freshness;
import de.handschlag.registry.notification.GrantDisclosures;
import de.handschlag.registry.notification.NormDisclosures;
import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.registry.revision.AppliedChanges;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.teststack.TestStack;

/** The bound of G2 is 2 s in the configuration, 0.1 s of them for the clocks; a heartbeat comes five times a second. */
@QuarkusTest
@DisplayName("G2 A read whose statement, record and rest together take longer than the bound discloses nothing")
class StalledReadTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final Duration BOUND = Duration.ofSeconds(2);

    @ConfigProperty(name = "handschlag.db.url")
    String url;

    @ConfigProperty(name = "handschlag.db.reader-user")
    String user;

    @ConfigProperty(name = "handschlag.db.reader-password")
    String password;

    @Inject
    @DataSource("reader")
    AgroalDataSource fastDataSource;

    @Inject
    PartitionCount partitions;

    @Inject
    PersonKeys keys;

    @Inject
    Catalogue catalogue;

    @Inject
    Freshness freshness;

    @Inject
    AccessLog accessLog;

    @Inject
    GrantDisclosures grantDisclosures;

    @Inject
    NormDisclosures normDisclosures;

    @Inject
    ViewTag viewTag;

    @Inject
    DisclosureMetrics metrics;

    @Inject
    AppliedChanges changes;

    private final UUID person = UUID.randomUUID();
    private final String agency = "jobcenter-stalled-" + person;
    private final String reference = "S-" + person;

    @BeforeEach
    void onePhone() {
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference));
        as(tokens.agencySystem(agency)).header("Consent-Revision", revision(person, 1, agency, reference))
                .body("{\"value\":\"+49 1\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + reference + "/attributes/phone").then().statusCode(204);
        consentService.send(given(person, 2, UUID.randomUUID(), agency, PURPOSE, "phone"));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() >= 2);
    }

    @AfterEach
    void brokerGoesOn() {
        TestStack.resumeKafka();
    }

    /** What decides a read, and how it is asked. */
    enum Kind {
        GRANT,
        BATCH,
        AT_A_REVISION,
        KNOWN_VIEW,
        STATUTE,
        EMERGENCY
    }

    private ViewRequest request(Kind kind) {
        return switch (kind) {
            case GRANT -> request(List.of(reference), null, Set.of(), null);
            case BATCH -> request(List.of("nobody's", reference), null, Set.of(), null);
            case AT_A_REVISION -> request(List.of(reference), new PersonRevision(person, 2), Set.of(), null);
            case KNOWN_VIEW -> request(List.of(reference), null, Set.of(knownTag()), null);
            case STATUTE -> request(List.of(reference), null, Set.of(), norm(null));
            case EMERGENCY -> request(List.of(reference), null, Set.of(), norm(UUID.randomUUID()));
        };
    }

    private ViewRequest request(List<String> references, @Nullable PersonRevision minimum, Set<String> tags,
            @Nullable NormBasis norm) {
        return new ViewRequest(new Requester(agency, "client", null), references, PURPOSE, null, minimum, null, tags,
                norm);
    }

    private NormBasis norm(@Nullable UUID emergencyAccessId) {
        return new NormBasis("a statute", "its norm", "wohnungsamt",
                new TreeMap<>(Map.of("phone", new TreeSet<>(Set.of("wohnungsamt")))),
                emergencyAccessId == null ? null : person, emergencyAccessId, null,
                emergencyAccessId == null ? new StatedGrounds("A-1", "Benefit is being decided") : null);
    }

    private String knownTag() {
        SharingViewReader reader = new SharingViewReader(fastDataSource, partitions, keys, catalogue);
        ViewRequest unconditional = request(Kind.GRANT);
        return viewTag.of(unconditional, reader.open(reader.read(List.of(unconditional)).getFirst()).getFirst());
    }

    private DisclosureService service(SharingViewReader reader) {
        return new DisclosureService(new ReadGroups(reader), freshness, accessLog, grantDisclosures, normDisclosures,
                viewTag, metrics, changes, Duration.ofSeconds(1));
    }

    /** A service whose next statement the database answers only when it is let go. */
    private DisclosureService service(AgroalDataSource slow) {
        return service(new SharingViewReader(slow, partitions, keys, catalogue));
    }

    private SlowBetweenBindAndExecute slowDatabase() throws IOException {
        return new SlowBetweenBindAndExecute(URI.create(url.substring("jdbc:".length())));
    }

    private static CompletableFuture<List<ReadDecision>> ask(DisclosureService service, ViewRequest request) {
        CompletableFuture<List<ReadDecision>> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(service.decide(() -> request, false).decisions());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.orTimeout(120, TimeUnit.SECONDS);
    }

    /** On a busy machine a read may come too late, or its record, though nobody held it for so long: then all of it once more. */
    private static <T> T inTime(Callable<T> attempt) throws Exception {
        for (int tries = 1;; tries++) {
            try {
                return attempt.call();
            } catch (CompletionException e) {
                if (tries == 10 || !(e.getCause() instanceof HttpProblem problem) || problem.getStatusCode() != 503) {
                    throw e;
                }
            }
        }
    }

    /** Returns when this much time has passed since then. */
    private static void awaitAge(long nanos, Duration age) {
        await().pollInterval(Duration.ofMillis(10)).atMost(age.plusSeconds(60))
                .until(() -> System.nanoTime() - nanos > age.toNanos());
    }

    private static void assertRefused(CompletableFuture<List<ReadDecision>> answer, String... types) {
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(503);
                    assertThat(problem.getType().toString()).isIn((Object[]) types);
                });
    }

    private long recordsOfThisAgency() {
        return accessEvents
                .count(event -> event instanceof AccessEvent access && agency.equals(access.requester().agencyId()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PostgreSQL stalls between snapshot and answer: refused, and nothing is recorded as disclosed")
    void statementThatStalls(Kind kind) throws IOException, SQLException {
        ViewRequest request = request(kind);
        try (SlowBetweenBindAndExecute slow = slowDatabase();
                AgroalDataSource dataSource = slow.dataSource(user, password)) {
            CompletableFuture<List<ReadDecision>> answer = ask(service(dataSource), request);
            slow.awaitHeld();
            awaitAge(System.nanoTime(), BOUND);
            slow.letGo();

            assertRefused(answer, "urn:handschlag:problem:not-fresh");
            assertThat(recordsOfThisAgency()).isZero();
        }
    }

    @Test
    @DisplayName("Statement and acknowledgement are each in time, and together too late: refused")
    void statementAndRecordTogether() throws IOException, SQLException {
        try (SlowBetweenBindAndExecute slow = slowDatabase();
                AgroalDataSource dataSource = slow.dataSource(user, password)) {
            CompletableFuture<List<ReadDecision>> answer = ask(service(dataSource), request(Kind.GRANT));
            slow.awaitHeld();
            long held = System.nanoTime();
            awaitAge(held, Duration.ofMillis(1300));
            TestStack.pauseKafka();
            slow.letGo();
            awaitAge(held, BOUND);
            TestStack.resumeKafka();

            assertRefused(answer, "urn:handschlag:problem:not-fresh", "urn:handschlag:problem:access-not-recorded");
        }
    }

    @Test
    @DisplayName("G4 decidedAt is when it was decided, not when the statement began")
    void decidedAtIsTheTimeOfTheDecision() throws Exception {
        Duration held = Duration.ofMillis(300);
        ReadDecision decision = inTime(() -> {
            try (SlowBetweenBindAndExecute slow = slowDatabase();
                    AgroalDataSource dataSource = slow.dataSource(user, password)) {
                CompletableFuture<List<ReadDecision>> answer = ask(service(dataSource), request(Kind.GRANT));
                slow.awaitHeld();
                awaitAge(System.nanoTime(), held);
                slow.letGo();
                return answer.join().getFirst();
            }
        });

        assertThat(decision).isInstanceOf(ReadDecision.Disclosed.class);
        DataDisclosed disclosed = accessEvents.await(DataDisclosed.class, e -> agency.equals(e.requester().agencyId()));
        assertThat(Duration.between(disclosed.startedAt(), disclosed.decidedAt())).isBetween(held, BOUND);
        assertThat(Duration.between(disclosed.viewFreshAsOf(), disclosed.decidedAt())).isLessThan(BOUND);
    }

    @Test
    @DisplayName("Of reads that share a statement each counts from when theirs was sent: who waited for the next one has a fresh view")
    void readsThatWait() throws Exception {
        ReadDecision decision = inTime(() -> {
            HeldReader reader = new HeldReader();
            DisclosureService service = service(reader);
            CompletableFuture<List<ReadDecision>> stalled = ask(service, request(Kind.GRANT));
            reader.answered.acquireUninterruptibly();
            long read = System.nanoTime();
            CompletableFuture<List<ReadDecision>> next = ask(service, request(Kind.GRANT));
            awaitAge(read, BOUND);
            reader.let.release(2);

            assertRefused(stalled, "urn:handschlag:problem:not-fresh");
            return next.join().getFirst();
        });

        assertThat(decision).isInstanceOf(ReadDecision.Disclosed.class);
    }

    /** Has the database's answer and keeps it until it is let go. */
    private final class HeldReader extends SharingViewReader {

        private final Semaphore answered = new Semaphore(0);
        private final Semaphore let = new Semaphore(0);

        private HeldReader() {
            super(fastDataSource, partitions, keys, catalogue);
        }

        @Override
        List<Found> read(List<ViewRequest> requests) {
            List<Found> found = super.read(requests);
            answered.release();
            let.acquireUninterruptibly();
            return found;
        }
    }
}
