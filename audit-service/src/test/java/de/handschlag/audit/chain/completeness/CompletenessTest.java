package de.handschlag.audit.chain.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.audit.ExportedLog.Found;
import de.handschlag.database.LeaderLock;
import de.handschlag.event.Event;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.NoticeDeferralChanged.State;
import de.handschlag.event.Requester;
import de.handschlag.settings.DatabaseLogin;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;
import de.handschlag.verifier.fault.FaultKind;

@QuarkusTest
@DisplayName("These are all the entries about a person, provably")
class CompletenessTest extends AuditTestCase {

    private static final String PROOF = "/v1/completeness-proofs";
    private static final String OWN_PROOF = "/v1/my/accesses/completeness";

    @TempDir
    Path directory;

    @Inject
    CompletenessRun run;

    @Inject
    DatabaseLogin login;

    @Inject
    PersonKey key;

    @Inject
    CompletenessSettings settings;

    @Inject
    AgroalDataSource database;

    private final String token = tokens.dataSubject("complete-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final UUID grant = UUID.randomUUID();

    @BeforeEach
    void somebodyElseHasEntriesToo() {
        sent(new ArrayList<>(), Corridor.caseLinked(UUID.randomUUID(), 1, "school", "S-1"));
    }

    private static void sent(List<Long> indexes, Event event) {
        long index = awaitIndexes(corridor.send(event).id()).getFirst();
        awaitCheckpointOver(index);
        indexes.add(index);
    }

    private List<Long> threeEntries() {
        List<Long> indexes = new ArrayList<>();
        sent(indexes, Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        sent(indexes, Corridor.given(me, 2, grant, "jobcenter", "case-management", "phone"));
        sent(indexes, Corridor.disclosed(me, 2, "jobcenter", "e-1", "C-1", "case-management", grant, "phone"));
        return indexes;
    }

    private static UUID newestTree() {
        return uuids("SELECT id FROM completeness_tree WHERE root IS NOT NULL ORDER BY stated_at DESC LIMIT 1")
                .getFirst();
    }

    /** States completeness and returns the entry's position, once a checkpoint covers it. */
    private long state() throws SQLException {
        assertThat(run.run(true)).isTrue();
        long entry = awaitIndexes(newestTree()).getFirst();
        awaitCheckpointOver(entry);
        return entry;
    }

    private static Response asked(UUID person, String scope) {
        return asDpo().queryParam("dataSubjectId", person).queryParam("scope", scope).get(PROOF);
    }

    private List<Found> verified(String... proofs) throws IOException {
        List<String> options = new ArrayList<>();
        for (String proof : proofs) {
            options.add("--completeness");
            options.add(Files.writeString(Files.createTempFile(directory, "proof", ".json"), proof).toString());
        }
        return ExportedLog.verify(ExportedLog.fetch(), Long.MAX_VALUE, options.toArray(String[]::new));
    }

    @Test
    @DisplayName("Person and DPO get the list with leaf, path and entry; the stand-alone verifier agrees, and finds what is left out")
    void listIsProven() throws SQLException, IOException {
        List<Long> indexes = threeEntries();
        long entry = state();

        Response mine = as(token).get(OWN_PROOF);
        Response all = asked(me, "all");
        JsonPath proof = all.jsonPath();

        assertThat(all.statusCode()).as(all.asString()).isEqualTo(200);
        assertThat(proof.getList("indices", Long.class)).isEqualTo(indexes);
        assertThat(proof.getInt("count")).isEqualTo(3);
        assertThat(proof.getLong("entry")).isEqualTo(entry);
        assertThat(proof.getLong("size")).isGreaterThan(indexes.getLast()).isLessThanOrEqualTo(entry);
        assertThat(proof.getString("scope")).isEqualTo("all");
        assertThat(proof.getList("neighbours")).isEmpty();
        assertThat(mine.statusCode()).as(mine.asString()).isEqualTo(200);
        assertThat(mine.jsonPath().getList("indices", Long.class)).isEqualTo(indexes);
        assertThat(Json.text(mine, "scope")).isEqualTo("shown");
        assertThat(Json.text(mine, "personHash")).isNotEqualTo(proof.getString("personHash"));
        assertThat(verified(all.asString(), mine.asString())).isEmpty();

        String without = all.asString().replace("[" + indexes.getFirst() + ",", "[").replace("\"count\":3",
                "\"count\":2");
        assertThat(verified(without)).containsExactly(new Found(FaultKind.COMPLETENESS_LEAF, -1),
                new Found(FaultKind.COMPLETENESS_LEFT_OUT, indexes.getFirst()));
    }

    @Test
    @DisplayName("R16 R21 R22 the person's list is without what a norm hides or defers and without holds, and its leaf tells nothing of them")
    void whatIsWithheldIsNotCounted() throws SQLException, IOException {
        List<Long> shown = threeEntries();
        List<Long> all = new ArrayList<>(shown);
        sent(all, Corridor.disclosedByNorm(me, "jugendamt", "e-1", "child-protection", "§ 8a SGB VIII", null, true,
                null, "phone"));
        sent(all, Corridor.opened(UUID.randomUUID(), me, "jobcenter", "e-1", Corridor.now(),
                Corridor.now().plusSeconds(3600), "phone"));
        sent(all, new LegalHoldSet(UUID.randomUUID(), me, new Requester(null, "handschlag-web", "dpo-1"), null,
                Corridor.now()));
        sent(all, Corridor.opened(UUID.randomUUID(), me, "jobcenter", "e-1", Corridor.now(),
                Corridor.now().minusSeconds(1), "phone"));
        state();

        Response mine = as(token).get(OWN_PROOF);

        assertThat(mine.jsonPath().getList("indices", Long.class)).containsExactly(shown.get(0), shown.get(1),
                shown.get(2), all.getLast());
        assertThat(asked(me, "shown").jsonPath().getList("indices")).isEqualTo(mine.jsonPath().getList("indices"));
        Response complete = asked(me, "all");
        assertThat(complete.jsonPath().getList("indices", Long.class)).isEqualTo(all);
        assertThat(verified(mine.asString(), complete.asString())).isEmpty();
    }

    @Test
    @DisplayName("R16 R22 a deferred read is in the person's list once an entry that the statement covers lifts the deferral, and not before; the verifier tells the same")
    void liftedDeferral() throws SQLException, IOException {
        UUID deferral = UUID.randomUUID();
        Instant until = Corridor.now().plus(Duration.ofDays(1));
        List<Long> all = new ArrayList<>();
        sent(all, Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        long linked = all.getFirst();
        sent(all, Corridor.deferral(deferral, me, "jobcenter", "e-1", State.REQUESTED, until));
        sent(all, Corridor.deferral(deferral, me, "jobcenter", "e-2", State.APPROVED, until));
        sent(all, Corridor.deferred(me, "jobcenter", deferral, until, "phone"));
        state();
        Response hidden = as(token).get(OWN_PROOF);
        assertThat(hidden.jsonPath().getList("indices", Long.class)).containsExactly(linked);
        String early = hidden.asString().replace("[" + linked + "]", "[" + linked + "," + all.getLast() + "]")
                .replace("\"count\":1", "\"count\":2");
        assertThat(verified(early)).contains(new Found(FaultKind.COMPLETENESS_PERSON, all.getLast()));

        sent(all, Corridor.deferral(deferral, me, "jobcenter", "dpo-1", State.LIFTED, until));
        assertThat(as(token).get(OWN_PROOF).asString()).as("of the statement before").isEqualTo(hidden.asString());
        state();

        Response shown = as(token).get(OWN_PROOF);
        assertThat(shown.jsonPath().getList("indices", Long.class)).isEqualTo(all);
        assertThat(verified(shown.asString()).stream().filter(found -> found.kind().name().startsWith("COMPLETENESS")))
                .isEmpty();
        String late = shown.asString().replace("," + all.get(3) + ",", ",").replace("\"count\":5", "\"count\":4");
        assertThat(verified(late)).contains(new Found(FaultKind.COMPLETENESS_LEFT_OUT, all.get(3)));
    }

    @Test
    @DisplayName("Nobody's entries are proven by the leaves between which the person's would stand")
    void absenceIsProven() throws SQLException, IOException {
        threeEntries();
        state();
        List<String> proofs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Response answer = asked(UUID.randomUUID(), "all");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getList("indices")).isEmpty();
            assertThat(answer.jsonPath().getList("neighbours")).hasSizeBetween(1, 2);
            assertThat(answer.jsonPath().<Object>get("leaf")).isNull();
            proofs.add(answer.asString());
        }
        Response mine = as(tokens.dataSubject("absent-" + UUID.randomUUID())).get(OWN_PROOF);
        assertThat(mine.jsonPath().getList("neighbours")).hasSizeBetween(1, 2);
        proofs.add(mine.asString());

        assertThat(verified(proofs.toArray(String[]::new))).isEmpty();
    }

    @Test
    @DisplayName("G5 what is erased after the statement leaves no proof until the next one, which is without it")
    void erasedSince() throws SQLException, IOException {
        List<Long> indexes = threeEntries();
        state();

        whileErased(indexes.getFirst(), () -> {
            Response answer = as(token).get(OWN_PROOF);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Json.text(answer, "detail")).startsWith("Some of these entries were erased");
            assertThat(answer.header("Retry-After")).isEqualTo("3600");
            try {
                state();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            assertThat(as(token).get(OWN_PROOF).jsonPath().getList("indices", Long.class))
                    .isEqualTo(indexes.subList(1, 3));
        });
    }

    @Test
    @DisplayName("The hash is HMAC-SHA-256 with a key that lies in a file of mode 600, and no table has a person's id")
    void hashIsKeyed() throws SQLException, IOException, GeneralSecurityException {
        threeEntries();
        state();
        Path file = settings.keyFile();
        byte[] secret = Base64.getDecoder().decode(Files.readString(file).strip());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] expected = mac.doFinal(("shown:" + me).getBytes(StandardCharsets.US_ASCII));

        assertThat(secret).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(as(token).get(OWN_PROOF).jsonPath().getString("personHash"))
                .isEqualTo(Base64.getEncoder().encodeToString(expected));
        assertThat(one("SELECT count(*) FROM information_schema.columns WHERE table_name LIKE 'completeness%'"
                + " AND column_name LIKE '%subject%'")).isZero();
        assertThat(one("SELECT count(*) FROM completeness_draft")).isZero();
    }

    @Test
    @DisplayName("A tree whose entry was not sent is sent as it is; an unfinished one is thrown away, and an older one as well")
    void crashInBetween() throws SQLException {
        threeEntries();
        state();
        UUID older = newestTree();
        UUID unfinished = UUID.randomUUID();
        asOwner("INSERT INTO completeness_tree (id, covered_size, key_id, stated_at) VALUES ('" + unfinished
                + "', 7, 'x', now()); INSERT INTO completeness_leaf VALUES ('" + unfinished
                + "', 0, sha256('a'), sha256('b'))");
        UUID unsent;
        try (Connection connection = database.getConnection()) {
            unsent = new CompletenessSession(connection, key).make(Corridor.now()).orElseThrow().id();
        }
        assertThat(indexOf(unsent)).isEmpty();

        assertThat(run.run(false)).isTrue();

        awaitCheckpointOver(awaitIndexes(unsent).getFirst());
        assertThat(newestTree()).isEqualTo(unsent);
        run.run(false);
        assertThat(uuids("SELECT id FROM completeness_tree")).containsExactly(unsent).doesNotContain(older);
        assertThat(one("SELECT count(*) FROM completeness_leaf WHERE tree_id <> '" + unsent + "'")).isZero();
    }

    @Test
    @DisplayName("Within a day nothing is stated anew, and only one replica at a time does it")
    void onceADay() throws SQLException {
        threeEntries();
        state();
        UUID tree = newestTree();
        run.run(false);
        assertThat(newestTree()).isEqualTo(tree);

        asOwner("UPDATE completeness_tree SET stated_at = stated_at - interval '25 hours'");
        run.run(false);
        UUID next = newestTree();
        assertThat(next).isNotEqualTo(tree);
        awaitCheckpointOver(awaitIndexes(next).getFirst());

        assertThat(LeaderLock.COMPLETENESS.run(login, "", session -> assertThat(run.run(true)).isFalse())).isTrue();
    }

    @Test
    @DisplayName("R29 the DPO's question is in the log, about the person")
    void questionIsRecorded() throws SQLException {
        threeEntries();
        state();
        asked(me, "shown").then().statusCode(200);

        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE data_subject_id = '" + me
                        + "' AND type ="
                        + " 'de.handschlag.log.queried.v1' AND payload LIKE '%\"completeness\":\"shown\"%\"resultCount\":3%'"))
                        .isEqualTo(1));
    }

    @Test
    @DisplayName("A person's own proof is for persons")
    void ownProofIsForPersons() {
        for (String other : List.of(tokens.dpo(), tokens.caseworker("jobcenter", "case-management"),
                tokens.agencySystem("jobcenter", "case-management"), tokens.admin(), tokens.withoutRole())) {
            assertThat(as(other).get(OWN_PROOF).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?queryPurpose=incident", "?queryPurpose=incident&dataSubjectId=x",
            "?dataSubjectId=0193a4c8-4444-7000-8000-000000000004",
            "?queryPurpose=incident&scope=some" + "&dataSubjectId=0193a4c8-4444-7000-8000-000000000004"})
    void unusableQuestionIsRefused(String query) {
        assertThat(as(tokens.dpo()).get(PROOF + query).statusCode()).isEqualTo(422);
    }

    private static List<UUID> uuids(String sql) {
        return texts(sql).stream().map(UUID::fromString).toList();
    }
}
