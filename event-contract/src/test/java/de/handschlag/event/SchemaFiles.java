package de.handschlag.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** A directory of schemas in the sources, one file per event type. */
record SchemaFiles(Path directory) {

    /** Generated from the records; they travel in the jar. */
    static final SchemaFiles CURRENT = new SchemaFiles(Path.of("src/main/resources/de/handschlag/event/schemas"));

    /** As published: what stored events and other versions of the services rely on. */
    static final SchemaFiles BASELINE = new SchemaFiles(Path.of("src/test/resources/baseline"));

    private static final String SUFFIX = ".schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter LAID_OUT = JSON.writer(new DefaultPrettyPrinter()
            .withArrayIndenter(new DefaultIndenter("  ", "\n")).withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    /** Whether the files are to be rewritten rather than refused. */
    static boolean update() {
        return Boolean.getBoolean("updateSchemas");
    }

    /** The schemas by the name of their type. */
    Map<String, JsonNode> read() {
        Map<String, JsonNode> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                schemas.put(file.getFileName().toString().replace(SUFFIX, ""), JSON.readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    void write(String typeName, JsonNode schema) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(typeName + SUFFIX), laidOut(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String laidOut(JsonNode schema) {
        try {
            return LAID_OUT.writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
