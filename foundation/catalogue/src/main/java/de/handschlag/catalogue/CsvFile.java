package de.handschlag.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** One CSV file of the catalogue; mistakes are collected rather than thrown, so that an editor sees all of them. */
final class CsvFile {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
            .setTrim(true).get();

    private final Path directory;
    private final String name;
    private final List<String> mistakes;

    /** @param name within the directory, as mistakes name it */
    CsvFile(Path directory, String name, List<String> mistakes) {
        this.directory = directory;
        this.name = name;
        this.mistakes = mistakes;
    }

    /** The file's rows by key, in the file's order. */
    <T> Map<String, T> rows(List<String> columns, Function<Row, T> read, Function<T, String> key) {
        Map<String, T> rows = new LinkedHashMap<>();
        Path file = directory.resolve(name);
        if (!Files.isReadable(file)) {
            mistakes.add(name + ":0: the file is missing or cannot be read in " + directory);
            return rows;
        }
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
            if (!parser.getHeaderNames().equals(columns)) {
                mistakes.add(name + ":1: the columns must be " + String.join(",", columns));
                return rows;
            }
            for (CSVRecord values : parser) {
                readRow(new Row(values, parser.getCurrentLineNumber(), columns.size()), rows, read, key);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            mistakes.add(name + ":0: not readable as CSV in UTF-8: " + e.getMessage());
        }
        return Collections.unmodifiableMap(rows);
    }

    private <T> void readRow(Row row, Map<String, T> rows, Function<Row, T> read, Function<T, String> key) {
        try {
            row.requireAllColumns();
            T value = read.apply(row);
            if (rows.putIfAbsent(key.apply(value), value) != null) {
                throw row.mistake("the key " + key.apply(value) + " stands twice");
            }
        } catch (Mistake e) {
            mistakes.add(e.getMessage());
        }
    }

    /** One row; each method returns a checked value or throws {@link Mistake}. */
    final class Row {

        private final CSVRecord values;
        private final long line;
        private final int columnCount;

        private Row(CSVRecord values, long line, int columnCount) {
            this.values = values;
            this.line = line;
            this.columnCount = columnCount;
        }

        private void requireAllColumns() {
            if (values.size() != columnCount) {
                throw mistake("expected " + columnCount + " columns, found " + values.size());
            }
        }

        String key(String pattern) {
            String key = text("key");
            if (!key.matches(pattern)) {
                throw mistake("the key " + key + " does not match " + pattern);
            }
            return key;
        }

        String text(String column) {
            String text = optionalText(column);
            if (text.isEmpty()) {
                throw mistake(column + " is empty");
            }
            return text;
        }

        String optionalText(String column) {
            return values.get(column);
        }

        @Nullable
        String textOrNull(String column) {
            String text = optionalText(column);
            return text.isEmpty() ? null : text;
        }

        /** Not negative; null where the file says nothing. */
        @Nullable
        Integer numberOrNull(String column) {
            String text = optionalText(column);
            if (text.isEmpty()) {
                return null;
            }
            if (!text.matches("[0-9]{1,4}")) {
                throw mistake(column + " must be a number");
            }
            return Integer.valueOf(text);
        }

        /** At least one, separated by semicolons, each once. */
        List<String> list(String column) {
            List<String> list = List.of(text(column).split("; ", -1));
            if (list.contains("") || Set.copyOf(list).size() < list.size()) {
                throw mistake(column + " must be a list separated by \"; \", each once");
            }
            return list;
        }

        boolean yesOrNo(String column) {
            return switch (text(column)) {
                case "yes" -> true;
                case "no" -> false;
                default -> throw mistake(column + " must be yes or no");
            };
        }

        <E extends Enum<E>> E oneOf(String column, Class<E> type) {
            String written = text(column);
            return Arrays.stream(type.getEnumConstants()).filter(value -> written(value).equals(written)).findFirst()
                    .orElseThrow(() -> mistake(column + " must be one of "
                            + Arrays.stream(type.getEnumConstants()).map(this::written).toList()));
        }

        private String written(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String iri(String column) {
            String iri = text(column);
            try {
                if (URI.create(iri).isAbsolute()) {
                    return iri;
                }
            } catch (IllegalArgumentException e) {
                throw mistake(column + " is no IRI: " + iri);
            }
            throw mistake(column + " is no absolute IRI: " + iri);
        }

        Mistake mistake(String what) {
            return new Mistake(name + ":" + line + ": " + what);
        }
    }

    /** A mistake in one row. */
    static final class Mistake extends RuntimeException {

        private Mistake(String message) {
            super(message);
        }
    }
}
