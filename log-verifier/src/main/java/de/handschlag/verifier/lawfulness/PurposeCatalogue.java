package de.handschlag.verifier.lawfulness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * On what a purpose rests for a type of agency, and which attributes it may read on that basis (R3, R22): the files {@code purposes.csv},
 * {@code purpose-agency-types.csv} and {@code purpose-attributes.csv} of a catalogue.
 */
public final class PurposeCatalogue {

    static final String STATUTE = "statute";
    static final String EMERGENCY = "emergency";
    private static final long LONGEST = 16 << 20;

    private final Set<String> purposes = new HashSet<>();
    private final Set<String> emergencies = new HashSet<>();
    /** Purpose and type of agency → bases. Those at the person's choice are neither consent nor silent reading, and stand here as "choice". */
    private final Map<String, Set<String>> bases = new HashMap<>();
    /** Purpose and basis → attributes. */
    private final Map<String, Set<String>> attributes = new HashMap<>();

    private PurposeCatalogue() {}

    /** Reads one of the three files by its name. */
    @FunctionalInterface
    private interface Source {
        String text(String name) throws IOException;
    }

    /** The catalogue that the verifier was built with. */
    public static PurposeCatalogue builtIn() {
        try {
            return read(name -> {
                try (InputStream file = PurposeCatalogue.class.getResourceAsStream(name)) {
                    if (file == null) {
                        throw new IOException("the verifier was built without " + name);
                    }
                    return new String(file.readAllBytes(), StandardCharsets.UTF_8);
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException("the built-in catalogue cannot be read", e);
        }
    }

    /** An operator's own, which takes the place of the built-in one. */
    public static PurposeCatalogue of(Path directory) throws IOException {
        return read(name -> {
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                throw new IOException(file + " is no file of a catalogue");
            }
            return Files.readString(file);
        });
    }

    private static PurposeCatalogue read(Source source) throws IOException {
        PurposeCatalogue catalogue = new PurposeCatalogue();
        for (Map<String, String> row : CsvTable.rows("purposes", source.text("purposes.csv"), "key", "basis_kind")) {
            String key = row.getOrDefault("key", "");
            catalogue.purposes.add(key);
            if (EMERGENCY.equals(row.get("basis_kind"))) {
                catalogue.emergencies.add(key);
            }
        }
        for (Map<String, String> row : CsvTable.rows("purposes by type of agency",
                source.text("purpose-agency-types.csv"), "purpose", "agency_type", "basis", "person_choice")) {
            catalogue.bases.computeIfAbsent(pair(row.get("purpose"), row.get("agency_type")), key -> new HashSet<>())
                    .add("yes".equals(row.get("person_choice")) ? "choice" : row.getOrDefault("basis", ""));
        }
        for (Map<String, String> row : CsvTable.rows("attributes by purpose", source.text("purpose-attributes.csv"),
                "purpose", "attribute", "basis")) {
            catalogue.attributes.computeIfAbsent(pair(row.get("purpose"), row.get("basis")), key -> new HashSet<>())
                    .add(row.getOrDefault("attribute", ""));
        }
        return catalogue;
    }

    private static String pair(@Nullable String one, @Nullable String other) {
        return one + "\n" + other;
    }

    boolean knows(String purpose) {
        return purposes.contains(purpose);
    }

    /** Whether the purpose may be read in an emergency only. */
    boolean isEmergency(String purpose) {
        return emergencies.contains(purpose);
    }

    /** Whether the purpose rests on this for this type of agency. */
    boolean restsOn(String basis, String purpose, String agencyType) {
        return bases.getOrDefault(pair(purpose, agencyType), Set.of()).contains(basis);
    }

    /** Whether a statute leaves nothing that this type of agency could ask a person for (R3). */
    boolean leavesNoConsent(String purpose, String agencyType) {
        return bases.getOrDefault(pair(purpose, agencyType), Set.of()).equals(Set.of(STATUTE));
    }

    boolean covers(String basis, String purpose, String attribute) {
        return attributes.getOrDefault(pair(purpose, basis), Set.of()).contains(attribute);
    }
}
