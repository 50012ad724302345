package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

/** The tree is written here once more, from ADR 35 and RFC 6962's recursion; hashes of persons need not be keyed for it. */
@SuppressWarnings("unchecked")
@DisplayName("Proofs of completeness, and every way in which one is wrong")
class CompletenessTest {

    private static final Instant STATED = Instant.parse("2026-03-02T00:00:00Z");
    private static final UUID PERSON = new UUID(1, 7);

    @TempDir
    Path directory;

    private final TestLog log = new TestLog();
    /** Positions by person. */
    private final Map<UUID, List<Long>> positions = new LinkedHashMap<>();
    private List<Leaf> leaves = List.of();
    private long size;
    private long entry;

    private record Leaf(byte[] personHash, byte[] commitment) {

        byte[] hash() {
            return TestLog.sha256(new byte[]{0}, personHash, commitment);
        }
    }

    /** Twenty-one persons with one to three entries each, in turns; the seventh has three. */
    @BeforeEach
    void stateCompleteness() {
        for (int round = 0; round < 3; round++) {
            for (int i = 1; i <= 21; i++) {
                if (round <= (i - 1) % 3 + (i == 7 ? 2 : 0)) {
                    about(new UUID(1, i), Map.of());
                }
            }
            log.filler();
        }
        size = log.entries.size();
        log.filler();
        state(positions);
    }

    private long about(UUID person, Map<String, Object> more) {
        Map<String, Object> data = new TreeMap<>(more);
        data.putAll(Map.of("queryPurpose", "complaint", "filter", Map.of(), "resultCount", 1, "dataSubjectId", person));
        long index = log.add("de.handschlag.log.queried.v1", "control", Instant.parse("2026-03-01T00:00:00Z"), data);
        positions.computeIfAbsent(person, key -> new ArrayList<>()).add(index);
        return index;
    }

    private void state(Map<UUID, List<Long>> lists) {
        leaves = lists.entrySet().stream()
                .map(person -> new Leaf(hash(person.getKey()),
                        commitment(person.getKey(), person.getValue().size(), person.getValue())))
                .sorted((a, b) -> Arrays.compareUnsigned(a.personHash, b.personHash)).toList();
        entry = log.add("de.handschlag.completeness.stated.v1", "control", STATED,
                Map.of("requester", Map.of("clientId", "audit-service"), "root", root(), "leaves", leaves.size(),
                        "persons", lists.size(), "size", size, "keyId", "00000000", "statedAt", STATED));
    }

    private static byte[] hash(UUID person) {
        return TestLog.sha256("hash".getBytes(StandardCharsets.UTF_8),
                person.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] blind(UUID person) {
        return TestLog.sha256("blind".getBytes(StandardCharsets.UTF_8),
                person.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] commitment(UUID person, long count, List<Long> indices) {
        ByteBuffer list = ByteBuffer.allocate(8 * indices.size());
        indices.forEach(list::putLong);
        return TestLog.sha256(blind(person), ByteBuffer.allocate(8).putLong(count).array(),
                TestLog.sha256(list.array()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String root() {
        return base64(TestLog.root(leaves.stream().map(Leaf::hash).toList()));
    }

    /** RFC 6962, section 2.1.1, word for word. */
    private static List<String> path(int position, List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return new ArrayList<>();
        }
        int k = Integer.highestOneBit(hashes.size() - 1);
        List<byte[]> left = hashes.subList(0, k);
        List<byte[]> right = hashes.subList(k, hashes.size());
        List<String> path = position < k ? path(position, left) : path(position - k, right);
        path.add(base64(TestLog.root(position < k ? right : left)));
        return path;
    }

    private Map<String, Object> leaf(int position) {
        Leaf leaf = leaves.get(position);
        return new TreeMap<>(Map.of("position", position, "personHash", base64(leaf.personHash), "commitment",
                base64(leaf.commitment), "path", path(position, leaves.stream().map(Leaf::hash).toList())));
    }

    /** The right proof for this person, as the tree has it. */
    private Map<String, Object> proof(UUID person) {
        List<Long> indices = positions.getOrDefault(person, List.of());
        Map<String, Object> proof = new TreeMap<>(
                Map.of("format", "handschlag-completeness/1", "origin", TestLog.ORIGIN, "dataSubjectId", person,
                        "scope", "all", "entry", entry, "size", size, "statedAt", STATED));
        proof.putAll(Map.of("leaves", leaves.size(), "root", root(), "keyId", "00000000", "personHash",
                base64(hash(person)), "count", indices.size(), "indices", indices, "neighbours", List.of()));
        int behind = (int) leaves.stream().filter(leaf -> Arrays.compareUnsigned(leaf.personHash, hash(person)) < 0)
                .count();
        if (indices.isEmpty()) {
            List<Object> neighbours = new ArrayList<>();
            if (behind > 0) {
                neighbours.add(leaf(behind - 1));
            }
            if (behind < leaves.size()) {
                neighbours.add(leaf(behind));
            }
            proof.put("neighbours", neighbours);
        } else {
            proof.put("blind", base64(blind(person)));
            proof.put("leaf", leaf(behind));
        }
        return proof;
    }

    private Verified verify(String... documents) {
        List<String> options = new ArrayList<>();
        try {
            for (String document : documents) {
                options.add("--completeness");
                options.add(Files.writeString(Files.createTempFile(directory, "proof", ".json"), document).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Verified.archive(log.files(), options.toArray(String[]::new));
    }

    private Verified changed(UUID person, Consumer<Map<String, Object>> change) {
        Map<String, Object> proof = proof(person);
        change.accept(proof);
        return verify(TestLog.json(proof));
    }

    @Test
    @DisplayName("Every person's list, and the absence of others, at any place in the tree")
    void rightProofs() {
        for (int i = 1; i <= 21; i++) {
            UUID person = new UUID(1, i);
            assertThat(verify(TestLog.json(proof(person))).output()).contains("Good: no fault.",
                    positions.get(person).size() + " entries before " + size + ", 0 of them erased since");
        }
        int edges = 0;
        for (int i = 1; i <= 60; i++) {
            Map<String, Object> proof = proof(new UUID(2, i));
            edges += ((List<?>) proof.get("neighbours")).size() == 1 ? 1 : 0;
            assertThat(verify(TestLog.json(proof)).found()).isEmpty();
        }
        assertThat(edges).as("some stand before the first or behind the last leaf").isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13})
    @DisplayName("Trees of any size, the empty one included")
    void sizes(int persons) {
        Map<UUID, List<Long>> some = new LinkedHashMap<>();
        positions.entrySet().stream().limit(persons).forEach(person -> some.put(person.getKey(), person.getValue()));
        state(some);
        for (UUID person : some.keySet()) {
            assertThat(verify(TestLog.json(proof(person))).found()).isEmpty();
        }

        size = 0;
        state(Map.of());
        assertThat(verify(TestLog.json(proof(new UUID(9, 9)))).found()).isEmpty();
    }

    @Test
    @DisplayName("The operator stated a list from which an entry is left out: tree and proof agree, the log does not")
    void entryLeftOut() {
        long left = positions.get(PERSON).remove(1);
        state(positions);

        assertThat(verify(TestLog.json(proof(PERSON))).found())
                .containsExactly(new Found(FaultKind.COMPLETENESS_LEFT_OUT, left));
    }

    @Test
    @DisplayName("The operator stated that there is nobody: every entry is named")
    void personLeftOut() {
        List<Long> left = positions.remove(PERSON);
        state(positions);

        assertThat(verify(TestLog.json(proof(PERSON))).found())
                .isEqualTo(left.stream().map(index -> new Found(FaultKind.COMPLETENESS_LEFT_OUT, index)).toList());
    }

    @Test
    @DisplayName("An entry about somebody else is listed")
    void foreignEntry() {
        long foreign = positions.get(new UUID(1, 9)).getFirst();
        positions.get(PERSON).add(foreign);
        positions.get(PERSON).sort(null);
        state(positions);

        assertThat(verify(TestLog.json(proof(PERSON))).found())
                .containsExactly(new Found(FaultKind.COMPLETENESS_PERSON, foreign));
    }

    @Test
    @DisplayName("Only the proof is wrong: an index left out, a count, another root, another person's leaf, another entry")
    void wrongProof() {
        long left = positions.get(PERSON).getFirst();
        assertThat(changed(PERSON, proof -> {
            proof.put("indices", positions.get(PERSON).subList(1, positions.get(PERSON).size()));
            proof.put("count", positions.get(PERSON).size() - 1);
        }).found()).containsExactly(new Found(FaultKind.COMPLETENESS_LEAF, null),
                new Found(FaultKind.COMPLETENESS_LEFT_OUT, left));
        assertThat(changed(PERSON, proof -> proof.put("count", 9)).kinds())
                .containsExactly(FaultKind.COMPLETENESS_COUNT, FaultKind.COMPLETENESS_LEAF);
        assertThat(changed(PERSON, proof -> proof.put("root", base64(new byte[32]))).found()).containsExactly(
                new Found(FaultKind.COMPLETENESS_ROOT, null), new Found(FaultKind.COMPLETENESS_ROOT, entry));
        assertThat(changed(PERSON, proof -> proof.put("leaf", leaf(0))).kinds())
                .containsExactly(FaultKind.COMPLETENESS_LEAF);
        assertThat(changed(PERSON, proof -> proof.put("entry", entry - 1)).found())
                .containsExactly(new Found(FaultKind.COMPLETENESS_ENTRY, entry - 1));
        assertThat(changed(PERSON, proof -> proof.put("entry", entry + 1)).found())
                .containsExactly(new Found(FaultKind.COMPLETENESS_ENTRY, entry + 1));
        assertThat(changed(PERSON, proof -> proof.put("origin", "other.example")).kinds())
                .containsExactly(FaultKind.COMPLETENESS_ENTRY);
        assertThat(changed(PERSON, proof -> proof.put("keyId", "11111111")).kinds())
                .containsExactly(FaultKind.COMPLETENESS_ENTRY);
        assertThat(changed(PERSON, proof -> proof.put("blind", base64(new byte[32]))).kinds())
                .containsExactly(FaultKind.COMPLETENESS_LEAF);
    }

    @Test
    @DisplayName("A leaf at another position, or with a path that is too long or too short")
    void wrongPath() {
        for (Consumer<Map<String, Object>> change : List.<Consumer<Map<String, Object>>>of(
                leaf -> leaf.put("position", ((int) leaf.get("position") + 1) % leaves.size()),
                leaf -> leaf.put("position", leaves.size()), leaf -> leaf.put("path", List.of()),
                leaf -> ((List<Object>) leaf.get("path")).add(base64(new byte[32])),
                leaf -> ((List<Object>) leaf.get("path")).removeLast())) {
            assertThat(changed(PERSON, proof -> change.accept((Map<String, Object>) proof.get("leaf"))).kinds())
                    .containsExactly(FaultKind.COMPLETENESS_ROOT);
        }
    }

    @Test
    @DisplayName("Neighbours that are not side by side, do not enclose the person, or are missing")
    void wrongNeighbours() {
        UUID absent = new UUID(2, 1);
        for (List<Object> neighbours : List.<List<Object>>of(List.of(), List.of(leaf(0), leaf(leaves.size() - 1)),
                List.of(leaf(1), leaf(2), leaf(3)), List.of(leaf(3)))) {
            assertThat(changed(absent, proof -> proof.put("neighbours", neighbours)).kinds())
                    .containsExactly(FaultKind.COMPLETENESS_NEIGHBOUR);
        }
        assertThat(changed(PERSON, proof -> {
            proof.remove("leaf");
            proof.put("count", 0);
            proof.put("indices", List.of());
            proof.put("neighbours", List.of(leaf(3), leaf(4)));
        }).kinds()).containsExactly(FaultKind.COMPLETENESS_NEIGHBOUR, FaultKind.COMPLETENESS_LEFT_OUT);
    }

    @Test
    @DisplayName("One person with two hashes could be shown two lists")
    void twoHashes() {
        Map<String, Object> other = proof(PERSON);
        other.put("personHash", base64(hash(new UUID(1, 8))));

        assertThat(verify(TestLog.json(proof(PERSON)), TestLog.json(other)).kinds())
                .contains(FaultKind.COMPLETENESS_HASH);
        assertThat(verify(TestLog.json(proof(PERSON)), TestLog.json(proof(new UUID(1, 8)))).found()).isEmpty();
    }

    @Test
    @DisplayName("R22 R21 what the person is not to be shown is not missing, and must not be listed")
    void whatIsWithheld() {
        UUID person = new UUID(5, 5);
        size = entry + 4;
        long shown = about(person, Map.of());
        positions.remove(person);
        log.add("de.handschlag.log.queried.v1", "control", STATED,
                Map.of("dataSubjectId", person, "hiddenFromPerson", true));
        long deferred = log.add("de.handschlag.log.queried.v1", "control", STATED,
                Map.of("dataSubjectId", person, "noticeDeferredUntil", STATED.plusSeconds(1)));
        positions.put(person, new ArrayList<>(List.of(shown)));
        state(positions);
        assertThat(changed(person, proof -> proof.put("scope", "shown")).found()).isEmpty();
        assertThat(verify(TestLog.json(proof(person))).indexes(FaultKind.COMPLETENESS_LEFT_OUT))
                .containsExactly(deferred - 1, deferred);

        positions.put(person, new ArrayList<>(List.of(shown, deferred)));
        state(positions);
        assertThat(changed(person, proof -> proof.put("scope", "shown")).found())
                .containsExactly(new Found(FaultKind.COMPLETENESS_PERSON, deferred));
    }

    @Test
    @DisplayName("G5 what was erased since is counted and no fault of the proof")
    void erasedSince() {
        long gone = positions.get(PERSON).getFirst();
        log.add("de.handschlag.log.erased.v1", "erasure", Instant.parse("2026-04-01T00:00:00Z"),
                Map.of("reason", "RETENTION", "class", "control", "month", "2026-03"));
        log.erase(gone);

        Verified verified = verify(TestLog.json(proof(PERSON)));

        assertThat(verified.found()).isEmpty();
        assertThat(verified.output()).contains("1 of them erased since");
    }

    @Test
    @DisplayName("What is no proof is named as such")
    void malformed() throws IOException {
        for (String document : List.of("", "{}", "[1]", TestLog.json(proof(PERSON)).replace("/1\"", "/2\""),
                TestLog.json(proof(PERSON)).replace("\"all\"", "\"some\""),
                TestLog.json(proof(PERSON)).replace("\"indices\":[", "\"indices\":[" + size + ","))) {
            assertThat(verify(document).kinds()).containsExactly(FaultKind.COMPLETENESS_FORM);
        }
        Path proof = Files.writeString(directory.resolve("proof"), TestLog.json(proof(PERSON)));
        assertThat(Verified.archive(log.files(), "--tree-only", "--completeness", proof.toString()).exitCode())
                .isEqualTo(2);
        assertThat(Verified.archive(log.files(), "--completeness", directory.resolve("none").toString()).exitCode())
                .isEqualTo(2);
    }
}
