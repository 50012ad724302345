package de.handschlag.verifier.lawfulness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which attributes are of a special category (Art. 9 GDPR) and which a consent may share (R5): the columns {@code key},
 * {@code sensitivity} and {@code shareable} of the house's attributes.csv.
 */
public final class AttributeCatalogue {

    private static final long LONGEST = 4 << 20;

    /** As catalogues write it and wrote it. */
    private static final Set<String> SPECIAL = Set.of("special", "special-category");

    /**
     * What counts of an attribute.
     *
     * @param shareable by consent
     * @param readable  at all, by a norm if not by consent
     */
    record Attribute(boolean specialCategory, boolean shareable, boolean readable) {

        private Attribute strictest(Attribute other) {
            return new Attribute(specialCategory || other.specialCategory, shareable && other.shareable,
                    readable && other.readable);
        }
    }

    private final Map<String, Attribute> attributes = new HashMap<>();
    /** Attributes of which the catalogue asked less when a log began. */
    private final Map<String, Attribute> earlier = new HashMap<>();

    /** The catalogue that the verifier was built with. */
    public static AttributeCatalogue builtIn() {
        AttributeCatalogue catalogue = new AttributeCatalogue();
        try (InputStream file = AttributeCatalogue.class.getResourceAsStream("attributes.csv");
                InputStream earlier = AttributeCatalogue.class.getResourceAsStream("earlier-attributes.csv")) {
            if (file == null || earlier == null) {
                throw new IllegalStateException("the verifier was built without a catalogue");
            }
            add(new String(file.readAllBytes(), StandardCharsets.UTF_8), catalogue.attributes);
            add(new String(earlier.readAllBytes(), StandardCharsets.UTF_8), catalogue.earlier);
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
        add(Files.readString(file), attributes);
    }

    private static void add(String csv, Map<String, Attribute> attributes) throws IOException {
        for (Map<String, String> row : CsvTable.rows("attributes", csv, "key", "sensitivity", "shareable")) {
            String share = row.getOrDefault("shareable", "");
            attributes.merge(
                    row.getOrDefault("key", ""), new Attribute(SPECIAL.contains(row.getOrDefault("sensitivity", "")),
                            share.equals("yes"), share.equals("yes") || share.equals("statute-only")),
                    Attribute::strictest);
        }
    }

    /**
     * Null if it is in no catalogue.
     *
     * @param isEarlier judged as of before the catalogue of today
     */
    @Nullable
    Attribute attribute(String key, boolean isEarlier) {
        Attribute before = isEarlier ? earlier.get(key) : null;
        return before == null ? attributes.get(key) : before;
    }
}
