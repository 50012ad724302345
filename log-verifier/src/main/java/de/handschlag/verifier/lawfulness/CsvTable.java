package de.handschlag.verifier.lawfulness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a file of the catalogue: RFC 4180, without line breaks within a field. */
final class CsvTable {

    private CsvTable() {}

    /**
     * The rows, each by its columns' names.
     *
     * @param of      what the catalogue is about, for the message
     * @param columns that have to be there
     */
    static List<Map<String, String>> rows(String of, String csv, String... columns) throws IOException {
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        List<String> names = lines.isEmpty() ? List.of() : fields(lines.getFirst());
        if (!names.containsAll(List.of(columns))) {
            throw new IOException("a catalogue of " + of + " has the columns " + String.join(", ", columns));
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = fields(line);
            if (fields.size() != names.size()) {
                throw new IOException("a line of the catalogue of " + of + " does not have the columns of the first");
            }
            Map<String, String> row = new HashMap<>();
            for (String column : columns) {
                row.put(column, fields.get(names.indexOf(column)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(letter);
                i++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(letter);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
