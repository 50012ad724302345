package de.handschlag.systemtest;

import static de.handschlag.systemtest.LeakScene.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kind of "should not see" on every path. In each cell the same request is made twice: for what is hidden, and for
 * what does not exist. Neither a planted value nor any difference may come out: not in the status, not in a header, not in
 * the length, not in an error. {@link DenialTimingTest} looks at the time.
 */
@DisplayName("R10 R16 R17 R18 R37 Nothing leaks")
class LeakTest {

    private static final RunningStack STACK = RunningStack.get();
    private static final Set<ReadPath> READS = EnumSet.of(ReadPath.SINGLE_READ, ReadPath.NARROWED_READ,
            ReadPath.HEAD_OF_A_READ, ReadPath.CONDITIONAL_READ, ReadPath.BATCH, ReadPath.BATCH_AMONG_PERMITTED_ONES);

    private static LeakScene scene;
    private static LeakTable table;
    private static List<LeakRow> rows;

    @BeforeAll
    static void personsInEveryState() {
        scene = new LeakScene(STACK);
        table = new LeakTable(scene);
        table.decide();
        rows = table.rows();
    }

    @AfterAll
    static void end() {
        scene.close();
    }

    @Test
    void tableHoldsAtLeastThirtyKinds() {
        assertThat(rows).extracting(LeakRow::kind).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }

    @TestFactory
    Stream<DynamicContainer> nothingComesOutOn() {
        return rows.stream()
                .map(row -> DynamicContainer.dynamicContainer(row.kind(),
                        Arrays.stream(ReadPath.values()).map(path -> DynamicTest.dynamicTest(path.toString(),
                                () -> assertThat(row.leaks(STACK, path)).as("%s, %s", row, path).isEmpty()))));
    }

    @Test
    @DisplayName("What is granted is seen by the same detector, on the paths that are for it and on no other")
    void detectorSeesWhatIsGranted() {
        LeakRow granted = table.control();
        Set<ReadPath> shown = EnumSet.noneOf(ReadPath.class);
        Set<ReadPath> different = EnumSet.noneOf(ReadPath.class);
        for (ReadPath path : ReadPath.values()) {
            for (String leak : granted.leaks(STACK, path)) {
                (leak.startsWith("shows") ? shown : different).add(path);
            }
        }

        Set<ReadPath> values = EnumSet.copyOf(READS);
        values.remove(ReadPath.HEAD_OF_A_READ);
        values.add(ReadPath.READ_AT_A_REVISION);
        assertThat(shown).isEqualTo(values);
        Set<ReadPath> all = EnumSet.copyOf(READS);
        all.addAll(
                List.of(ReadPath.READ_AT_A_REVISION, ReadPath.CONTRIBUTION_OF_WRONG_FORM_AT_A_REVISION, ReadPath.FEED));
        assertThat(different).isEqualTo(all);
    }

    @Test
    @DisplayName("R10 G2 while the registry cannot prove its freshness, every kind ends in the same 503")
    void staleRegistryTellsNothing() {
        LeakRow unknown = rows.stream().filter(row -> row.kind().equals("never asked")).findFirst().orElseThrow();
        List<String> leaks = new ArrayList<>();
        Set<Integer> statuses;
        STACK.stack().service("consent").process().pause();
        try {
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> ReadPath.SINGLE_READ.answer(STACK, unknown.nothing()).status() == 503
                            && ReadPath.SINGLE_READ.answer(STACK, unknown.hidden()).status() == 503);
            List<LeakRow> ofA = rows.stream().filter(row -> row.ownCase() && row.hidden().purpose().equals(PURPOSE))
                    .toList();
            statuses = ofA.stream().map(row -> ReadPath.SINGLE_READ.answer(STACK, row.hidden()).status())
                    .collect(Collectors.toSet());
            for (LeakRow row : ofA) {
                READS.forEach(path -> row.leaksAtOnce(STACK, path)
                        .forEach(leak -> leaks.add(row + ", " + path + ": " + leak)));
            }
        } finally {
            STACK.stack().service("consent").process().resume();
        }
        await().atMost(Duration.ofSeconds(120))
                .until(() -> ReadPath.SINGLE_READ.answer(STACK, unknown.nothing()).status() == 403);

        assertThat(leaks).isEmpty();
        // A client that is not entitled is told so at any time.
        assertThat(statuses).isSubsetOf(503, 403).contains(503);
    }

    @Test
    @DisplayName("R25 the log, its export and the public tiles, the metrics and what the services write down hold no value")
    void whatIsWrittenDownHoldsNoValue() throws IOException {
        String dpo = STACK.identities().dpo();
        await("messages to webhooks").atMost(Duration.ofSeconds(120)).until(() -> !scene.webhookMessages.isEmpty());
        List<String> texts = new ArrayList<>(scene.webhookMessages);
        texts.addAll(unzipped(STACK.stack().url("audit") + "/v1/log-exports?queryPurpose=routine-control", dpo));
        for (String service : List.of("consent", "registry", "audit")) {
            for (String path : List.of(STACK.stack().managementUrl(service) + "/q/metrics",
                    STACK.stack().managementUrl(service) + "/q/health", STACK.stack().url(service) + "/q/openapi")) {
                texts.add(WireAnswer.to(path, "GET", null, null, List.of()).text());
            }
            texts.add(Files.readString(STACK.stack().service(service).process().spec().log()));
        }

        assertThat(String.join("\n", texts)).as("something was looked at").contains(scene.a.id());
        List<String> planted = new ArrayList<>(LeakScene.allPlanted());
        planted.add(LeakScene.TYPED);
        assertThat(texts).allSatisfy(text -> assertThat(planted).noneMatch(text::contains));
    }

    private static List<String> unzipped(String url, String token) throws IOException {
        List<String> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(WireAnswer.bytes(url, "POST", token)))) {
            while (zip.getNextEntry() != null) {
                files.add(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(files).isNotEmpty();
        return files;
    }
}
