package de.handschlag.teststack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of docs/tables.md.
 *
 * @param owner     package of the feature to which the table belongs, within the service
 * @param others    packages whose SQL names it as well
 * @param persons   columns that name a person
 * @param atErasure what becomes of its rows when a person is erased
 */
public record DocumentedTable(String table, String owner, SortedSet<String> others, SortedSet<String> persons,
        String atErasure) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** The tables of a service. The working directory is that of a module. */
    public static List<DocumentedTable> of(String service) {
        Path document = Path.of("../docs/tables.md");
        try {
            return Files.readAllLines(document).stream().dropWhile(line -> !line.equals("## " + service)).skip(1)
                    .takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("| `"))
                    .map(DocumentedTable::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DocumentedTable row(String line) {
        String[] cells = line.split("\\|");
        return new DocumentedTable(codes(cells[1]).first(), codes(cells[2]).first(), codes(cells[3]), codes(cells[4]),
                cells[5].strip());
    }

    private static SortedSet<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the rows of an erased person go. */
    public boolean isDeletedAtErasure() {
        return atErasure.startsWith("deleted");
    }
}
