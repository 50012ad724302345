package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("Reads that share a statement")
class ReadGroupsTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String OTHER_PURPOSE = "application-help";

    @Inject
    @DataSource("reader")
    AgroalDataSource dataSource;

    @Inject
    PartitionCount partitions;

    @Inject
    PersonKeys keys;

    @Inject
    Catalogue catalogue;

    private final UUID person = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final UUID blockedPerson = UUID.randomUUID();
    private final String agency = "jobcenter-group-" + person;
    private final String reference = "G-" + person;
    private final String blockedReference = "B-" + person;
    private HeldReader reader;
    private ReadGroups groups;

    @BeforeEach
    void twoPersons() {
        reader = new HeldReader();
        groups = new ReadGroups(reader);
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference));
        consentService.send(linked(blockedPerson, 1, UUID.randomUUID(), agency, blockedReference));
        for (String of : List.of(reference, blockedReference)) {
            put(of, "email", "email of " + of);
            put(of, "address", "address of " + of);
        }
        put(blockedReference, "disclosure_block", "bmg-51-1");
        consentService.send(given(person, 2, record, agency, PURPOSE, "email", "address"));
        consentService.send(given(person, 3, UUID.randomUUID(), agency, OTHER_PURPOSE, "address"));
        consentService.send(given(blockedPerson, 2, UUID.randomUUID(), agency, PURPOSE, "email", "address"));
        enforced(person, 3);
        enforced(blockedPerson, 2);
    }

    private void put(String of, String attribute, String value) {
        as(tokens.agencySystem(agency))
                .header("Consent-Revision", revision(of.equals(reference) ? person : blockedPerson, 1, agency, of))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + of + "/attributes/" + attribute).then().statusCode(204);
    }

    private static void enforced(UUID person, long revision) {
        receipts.await(RevisionEnforced.class,
                r -> r.dataSubjectId().equals(person) && r.consentRevision() >= revision);
    }

    /** Its answers are held until they are let go. */
    private final class HeldReader extends SharingViewReader {

        private final List<List<ViewRequest>> statements = new CopyOnWriteArrayList<>();
        private final Semaphore let = new Semaphore(0);

        private HeldReader() {
            super(dataSource, partitions, keys, catalogue);
        }

        @Override
        List<Found> read(List<ViewRequest> requests) {
            List<Found> found = super.read(requests);
            statements.add(requests);
            let.acquireUninterruptibly();
            return found;
        }
    }

    private ViewRequest request(String of, String purpose, @Nullable List<String> attributes,
            @Nullable String override) {
        return new ViewRequest(new Requester(agency, "client", null), List.of(of), purpose, attributes, null, override,
                Set.of(), null);
    }

    private ViewRequest request(String of) {
        return request(of, PURPOSE, null, null);
    }

    private static Thread start(ReadGroups groups, ViewRequest request, CompletableFuture<SharingView> answer) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                answer.complete(groups.read(request).getLast());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    /** Returns when the read waits or is answered. */
    private static CompletableFuture<SharingView> ask(ReadGroups groups, ViewRequest request) {
        CompletableFuture<SharingView> answer = new CompletableFuture<>();
        Thread thread = start(groups, request, answer);
        await().atMost(Duration.ofSeconds(120)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> answer.isDone() || thread.getState() == Thread.State.WAITING);
        return answer;
    }

    private CompletableFuture<SharingView> ask(ViewRequest request) {
        return ask(groups, request);
    }

    private static void assertValues(CompletableFuture<SharingView> answer, String of, String... attributes) {
        SharingView view = answer.join();
        assertThat(view.caseReference()).isEqualTo(of);
        assertThat(view.values()).containsOnlyKeys(attributes);
        view.values().forEach((attribute, values) -> assertThat(values).extracting(SharingView.SourcedValue::value)
                .containsExactly(attribute + " of " + of));
    }

    @Test
    @DisplayName("R16 each read has its own case, purpose, attributes and block override, though one statement reads for all")
    void eachReadHasItsOwnArguments() {
        var first = ask(request(reference));
        var otherPurpose = ask(request(reference, OTHER_PURPOSE, null, null));
        var unknown = ask(request("nobody's"));
        var emailAlone = ask(request(reference, PURPOSE, List.of("email", "accessibility_need"), null));
        var blocked = ask(request(blockedReference));
        var overriding = ask(request(blockedReference, PURPOSE, null, "danger to life"));
        var nothingGranted = ask(request(reference, OTHER_PURPOSE, List.of("email"), null));
        var all = ask(request(reference));
        assertThat(reader.statements).hasSize(1);

        reader.let.release(2);

        assertValues(first, reference, "email", "address");
        assertValues(otherPurpose, reference, "address");
        assertThat(unknown.join().person()).isNull();
        assertValues(unknown, "nobody's");
        assertValues(emailAlone, reference, "email");
        assertValues(blocked, blockedReference, "email");
        assertValues(overriding, blockedReference, "email", "address");
        assertValues(nothingGranted, reference);
        assertThat(nothingGranted.join().granted()).isEmpty();
        assertThat(nothingGranted.join().anyGrant()).isTrue();
        assertValues(all, reference, "email", "address");
        assertThat(reader.statements).extracting(List::size).containsExactly(1, 7);
    }

    @Test
    @DisplayName("R15 a read that is asked after a withdrawal does not join a statement that began before")
    void readDoesNotJoinAStatementThatRuns() {
        var before = ask(request(reference));
        consentService.send(withdrawn(person, 4, record, agency, PURPOSE, "email", "address"));
        enforced(person, 4);
        var after = ask(request(reference));

        reader.let.release(2);

        assertThat(before.join().granted()).as("its snapshot was taken before").isNotEmpty();
        assertThat(after.join().granted()).isEmpty();
        assertThat(after.join().values()).isEmpty();
    }

    @Test
    @DisplayName("R16 agencies do not wait for each other and never share a statement")
    void agenciesAreApart() {
        var first = ask(request(reference));
        ViewRequest ofAnother = new ViewRequest(new Requester("another-" + agency, "client", null), List.of(reference),
                PURPOSE, null, null, null, Set.of(), null);
        var another = ask(ofAnother);
        var anothersSecond = ask(ofAnother);
        var second = ask(request(reference));
        assertThat(reader.statements).as("both agencies' first reads are at it").hasSize(2);

        reader.let.release(4);

        assertValues(first, reference, "email", "address");
        assertValues(second, reference, "email", "address");
        assertThat(another.join().person()).isNull();
        assertThat(anothersSecond.join().person()).isNull();
        assertThat(reader.statements).hasSize(4).allSatisfy(statement -> assertThat(statement)
                .extracting(ViewRequest::agencyId).containsOnly(statement.getFirst().agencyId()));
    }

    @Test
    @DisplayName("Batches and reads by a norm go alone and do not wait; a hundred reads are the most of one statement")
    void groupsAreLimited() {
        var first = ask(request(reference));
        var batch = ask(new ViewRequest(new Requester(agency, "client", null), List.of(reference, blockedReference),
                PURPOSE, null, null, null, Set.of(), null));
        var byNorm = ask(new ViewRequest(new Requester(agency, "client", null), List.of(blockedReference), PURPOSE,
                null, null, null, Set.of(),
                new NormBasis("a statute", "its norm", "wohnungsamt",
                        new TreeMap<>(Map.of("email", new TreeSet<>(Set.of("wohnungsamt")))), null, null, null,
                        new StatedGrounds("A-1", "Benefit is being decided"))));
        assertThat(reader.statements).extracting(List::size).containsExactly(1, 1, 1);
        List<CompletableFuture<SharingView>> waiting = IntStream.range(0, 102).mapToObj(_ -> ask(request(reference)))
                .toList();

        reader.let.release(5);

        assertValues(first, reference, "email", "address");
        assertValues(batch, blockedReference, "email");
        assertValues(byNorm, blockedReference, "email");
        waiting.forEach(answer -> assertValues(answer, reference, "email", "address"));
        assertThat(reader.statements).extracting(List::size).containsExactly(1, 1, 1, 100, 2);
    }

    @Test
    @DisplayName("A value that does not open fails its own read and no other one of the statement")
    void damagedValueFailsItsOwnRead() throws SQLException {
        execute("UPDATE attribute_value SET sealed_value = set_byte(sealed_value, 14, get_byte(sealed_value, 14) # 1)"
                + " WHERE data_subject_id = ? AND attribute = 'email'", blockedPerson);
        var first = ask(request(reference));
        var damaged = ask(request(blockedReference));
        var other = ask(request(reference));

        reader.let.release(2);

        assertFails(damaged, "damaged");
        assertValues(first, reference, "email", "address");
        assertValues(other, reference, "email", "address");
        assertThat(reader.statements).extracting(List::size).containsExactly(1, 2);
    }

    @Test
    @DisplayName("A statement that the database ends answers 503 to all that it read for, and the next ones go on")
    void endedStatementFailsItsReads() throws SQLException {
        ReadGroups real = new ReadGroups(new SharingViewReader(dataSource, partitions, keys, catalogue));
        List<CompletableFuture<SharingView>> failing = new ArrayList<>();
        CompletableFuture<SharingView> next;
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE attribute_value IN ACCESS EXCLUSIVE MODE");
            failing.add(new CompletableFuture<>());
            start(real, request(reference), failing.getFirst());
            int ended = waitingSession(0);
            failing.addAll(Stream.generate(() -> ask(real, request(reference))).limit(3).toList());
            end(ended);
            ended = waitingSession(ended);
            assertFails(failing.getFirst(), "does not answer in time");
            assertThat(failing).filteredOn(CompletableFuture::isDone).as("the other three wait for one statement")
                    .hasSize(1);
            next = ask(real, request(reference));
            end(ended);
            waitingSession(ended);
            failing.forEach(answer -> assertFails(answer, "does not answer in time"));
            connection.commit();
        }
        assertValues(next, reference, "email", "address");
        assertValues(ask(real, request(reference)), reference, "email", "address");
    }

    /** The only session of the reader that waits for the lock, other than one that was ended. */
    private static int waitingSession(int ended) {
        return await().atMost(Duration.ofSeconds(120)).until(() -> {
            try (Connection connection = TestStack.superuserConnection();
                    PreparedStatement statement = connection.prepareStatement("""
                            SELECT pid FROM pg_stat_activity
                            WHERE usename = 'registry_reader' AND wait_event_type = 'Lock' AND pid <> ?""")) {
                statement.setInt(1, ended);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getInt(1) : 0;
                }
            }
        }, pid -> pid != 0);
    }

    private static void end(int session) throws SQLException {
        execute("SELECT pg_terminate_backend(?)", session);
    }

    private static void execute(String sql, Object parameter) throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.execute();
        }
    }

    private static void assertFails(CompletableFuture<SharingView> answer, String detail) {
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(503);
                    assertThat(problem.getDetail()).contains(detail);
                });
    }
}
