package de.handschlag.verifier.lawfulness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which attributes are of a special category (Art. 9 GDPR) and which may be shared at all (R5): the columns {@code key},
 * {@code sensitivity} and {@code shareable} of the house's attributes.csv.
 */
public final class AttributeCatalogue {

    private static final long LONGEST = 4 << 20;

    /** An attribute's two properties. */
    record Attribute(boolean specialCategory, boolean shareable) {}

    private final Map<String, Attribute> attributes = new HashMap<>();

    /** The catalogue that the verifier was built with. */
    public static AttributeCatalogue builtIn() {
        try (InputStream file = AttributeCatalogue.class.getResourceAsStream("attributes.csv")) {
            if (file == null) {
                throw new IllegalStateException("the verifier was built without a catalogue");
            }
            AttributeCatalogue catalogue = new AttributeCatalogue();
            catalogue.add(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return catalogue;
        } catch (IOException e) {
            throw new IllegalStateException("the built-in catalogue cannot be read", e);
        }
    }

    /** Adds a municipality's own attributes; what is known already may become stricter only. */
    public void add(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            throw new IOException(file + " is no catalogue of attributes");
        }
        add(Files.readString(file));
    }

    private void add(String csv) throws IOException {
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        List<String> names = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
        int key = names.indexOf("key");
        int sensitivity = names.indexOf("sensitivity");
        int shareable = names.indexOf("shareable");
        if (key < 0 || sensitivity < 0 || shareable < 0) {
            throw new IOException("a catalogue of attributes has the columns key, sensitivity and shareable");
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != names.size() || line.indexOf('"') >= 0) {
                throw new IOException("a line of the catalogue of attributes does not have the columns of the first");
            }
            attributes.merge(fields[key],
                    new Attribute(fields[sensitivity].equals("special-category"), fields[shareable].equals("yes")),
                    (a, b) -> new Attribute(a.specialCategory || b.specialCategory, a.shareable && b.shareable));
        }
    }

    /** Null if it is in no catalogue. */
    @Nullable
    Attribute attribute(String key) {
        return attributes.get(key);
    }
}
