package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients switch on a problem's type, and pages show its titles: a type means one thing in all services. */
class ProblemTypesTest {

    private static final Set<String> MODULES = Set.of("consent-service", "registry-service", "audit-service",
            "foundation");

    private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final String TEXT = "(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*)";
    private static final Pattern DECLARED = Pattern.compile(
            "new ProblemType\\(\\s*" + TEXT + ",\\s*(\\d+),\\s*" + TEXT + ",\\s*" + TEXT + ",\\s*" + TEXT + "\\s*\\)");
    private static final Pattern ANY = Pattern.compile("new ProblemType\\(");
    /** A status or two, the types, what to do. */
    private static final Pattern ROW_OF_THE_GUIDE = Pattern
            .compile("\\| [45]\\d\\d(?:, [45]\\d\\d)* \\| ([^|]+) \\| [^|]+ \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    @DisplayName("A problem type has one status, one English and one German title and one next step in all services")
    void typeMeansOneThing() throws IOException {
        Map<String, String> meanings = new HashMap<>();
        long declarations = 0;
        long read = 0;
        for (Path file : sources()) {
            String source = Files.readString(file);
            declarations += ANY.matcher(source).results().count();
            for (MatchResult type : DECLARED.matcher(source).results().toList()) {
                read++;
                String meaning = type.group(2) + " " + type.group(3) + " " + type.group(4) + " " + type.group(5);
                assertThat(meanings.merge(type.group(1), meaning, (former, latter) -> former)).as(type.group(1))
                        .isEqualTo(meaning);
            }
        }
        assertThat(read).as("declarations that this test can read").isEqualTo(declarations).isGreaterThan(40);
    }

    @Test
    @DisplayName("The agencies' guide names each problem type, and none that no service has")
    void guideNamesEachType() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (Path file : sources()) {
            DECLARED.matcher(Files.readString(file)).results().map(type -> type.group(1).replace("\"", ""))
                    .forEach(declared::add);
        }
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/guide-agency-integrator.md"))) {
            Matcher row = ROW_OF_THE_GUIDE.matcher(line);
            if (row.matches()) {
                CODE.matcher(row.group(1)).results().map(type -> type.group(1)).forEach(named::add);
            }
        }
        assertThat(named).isEqualTo(declared);
    }

    private static List<Path> sources() throws IOException {
        return ProjectFiles.endingWith(".java").stream().filter(file -> file.toString().contains("/src/main/java/")
                && MODULES.contains(ProjectFiles.ROOT.relativize(file).getName(0).toString())).toList();
    }
}
