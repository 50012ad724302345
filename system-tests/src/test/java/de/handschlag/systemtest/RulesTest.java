package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The list of rules has each with the tests that name it; {@code -DupdateRules=true} writes their names anew. */
@DisplayName("The list of rules")
class RulesTest {

    private static final Path LIST = ProjectFiles.ROOT.resolve("docs/rules.md");
    private static final Pattern RULE = Pattern.compile("- R(\\d+) .*");
    private static final Pattern NAME = Pattern.compile("@DisplayName\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NUMBER = Pattern.compile("(?<!FHIR )\\bR(\\d+)\\b");
    private static final String TESTS = "  Tests: ";
    private static final int RULES = 42;

    @Test
    @DisplayName("has all of them, and under each the tests that hold it")
    void namesTheTests() throws IOException {
        List<String> told = Files.readAllLines(LIST);
        assertThat(
                told.stream().map(RULE::matcher).filter(Matcher::matches).map(rule -> Integer.valueOf(rule.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, RULES).boxed().toList());

        List<String> asItIs = withTests(told, testsByRule());
        if (Boolean.getBoolean("updateRules")) {
            Files.write(LIST, asItIs);
        }
        assertThat(Files.readAllLines(LIST)).as("run this test with -DupdateRules=true").isEqualTo(asItIs);
    }

    private static List<String> withTests(List<String> lines, SortedMap<Integer, SortedSet<String>> tests) {
        List<String> list = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(TESTS)) {
                continue;
            }
            list.add(line);
            Matcher rule = RULE.matcher(line);
            if (rule.matches()) {
                SortedSet<String> names = tests.get(Integer.valueOf(rule.group(1)));
                list.add(TESTS + (names == null ? "none" : String.join(", ", names)) + ".");
            }
        }
        return list;
    }

    private static SortedMap<Integer, SortedSet<String>> testsByRule() throws IOException {
        SortedMap<Integer, SortedSet<String>> tests = new TreeMap<>();
        for (Path file : ProjectFiles.endingWith(".java").stream().filter(RulesTest::isTest).toList()) {
            String name = file.getFileName().toString().replace(".java", "");
            NAME.matcher(Files.readString(file)).results().flatMap(said -> NUMBER.matcher(said.group(1)).results())
                    .map(number -> Integer.valueOf(number.group(1))).filter(number -> number <= RULES)
                    .forEach(number -> tests.computeIfAbsent(number, _ -> new TreeSet<>()).add(name));
        }
        assertThat(tests.entrySet().stream().map(Map.Entry::getValue).flatMap(Set::stream).distinct())
                .hasSizeGreaterThan(100);
        return tests;
    }

    private static boolean isTest(Path file) {
        return file.toString().endsWith("Test.java") || file.toString().endsWith("TestCase.java");
    }
}
