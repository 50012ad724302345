package de.handschlag.edge.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * A service's file {@code openapi-words.properties}: what its parameters mean, by name, as a name means the same wherever it
 * stands ({@code cursor=…}); and the headers of answers, by operation and status ({@code readView.200.ETag=…}).
 */
final class DocumentedWords {

    private static final String FILE = "openapi-words.properties";

    private final Map<String, String> words = new TreeMap<>();
    private final Set<String> used = new HashSet<>();

    private DocumentedWords() {}

    static DocumentedWords read() {
        DocumentedWords read = new DocumentedWords();
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            if (file != null) {
                Properties properties = new Properties();
                properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
                properties.forEach((name, text) -> read.words.put(name.toString(), text.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return read;
    }

    void describe(Parameter parameter) {
        String description = words.get(parameter.getName());
        if (description != null) {
            used.add(parameter.getName());
            if (parameter.getDescription() == null) {
                parameter.setDescription(description);
            }
        }
    }

    /** Header names with their descriptions; empty if the file names none. */
    Map<String, String> headersOf(String operationId, String status) {
        String prefix = operationId + "." + status + ".";
        Map<String, String> headers = new TreeMap<>();
        words.forEach((name, description) -> {
            if (name.startsWith(prefix)) {
                used.add(name);
                headers.put(name.substring(prefix.length()), description);
            }
        });
        return headers;
    }

    /** @throws IllegalStateException if a line is about nothing that the document has: it would rot unseen */
    void requireAllUsed() {
        Set<String> unused = new TreeSet<>(words.keySet());
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw new IllegalStateException(FILE + " describes what the service does not have: " + unused);
        }
    }
}
