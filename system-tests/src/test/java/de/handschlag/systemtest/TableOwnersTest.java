package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.teststack.DocumentedTable;

/** SQL has no walls that a compiler sees: these are the tables that the strings of each package name, against docs/tables.md. */
@DisplayName("Tables and their owners")
class TableOwnersTest {

    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|^\\s*//[^\n]*",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern STRINGS = Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"",
            Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:FROM|JOIN|INTO|UPDATE|TABLE|USING|COPY|ANALYZE)\\s+(?:public\\.|pg_temp\\.)?([a-z][a-z_]+)");
    private static final Pattern ENTITY = Pattern.compile("@Table\\(name = \"([a-z_]+)\"");
    /** A string that is a table's name, where SQL is put together; one word alone could mean anything. */
    private static final Pattern ALONE = Pattern.compile("\"([a-z]+_[a-z_]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"consent", "registry", "audit"})
    @DisplayName("docs/tables.md names each package whose SQL names a table, and no other")
    void documentNamesWhoUsesATable(String service) throws IOException {
        List<DocumentedTable> documented = DocumentedTable.of(service + "-service");
        SortedMap<String, SortedSet<String>> found = packagesByTable(
                Path.of("../" + service + "-service/src/main/java/de/handschlag/" + service));

        SortedMap<String, SortedSet<String>> expected = new TreeMap<>();
        for (DocumentedTable table : documented) {
            SortedSet<String> packages = new TreeSet<>(table.others());
            packages.add(table.owner());
            expected.put(table.table(), packages);
        }
        found.keySet().retainAll(expected.keySet());
        assertThat(found).isEqualTo(expected);
    }

    private static SortedMap<String, SortedSet<String>> packagesByTable(Path sources) throws IOException {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String code = COMMENTS.matcher(Files.readString(file)).replaceAll("");
                String feature = sources.relativize(file.getParent()).toString().replace('/', '.');
                String sql = STRINGS.matcher(code).results().map(string -> string.group()).reduce("", String::concat);
                Stream.of(NAMED.matcher(sql), ALONE.matcher(code), ENTITY.matcher(code)).flatMap(Matcher::results)
                        .forEach(named -> found.computeIfAbsent(named.group(1), name -> new TreeSet<>()).add(feature));
            }
        }
        return found;
    }
}
