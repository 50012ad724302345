package de.handschlag.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.RenderedEntries.Form;
import de.handschlag.verifier.note.CanonicalBase64;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;

/**
 * What the log says about an export of some of its entries.
 *
 * @param origin    of the log
 * @param filter    texts by name
 * @param files     by path
 * @param statement who made it, when and what for, for people
 */
record FilteredManifest(String origin, long size, byte[] root, Form form, JsonObject filter, long entries,
        long erasures, Map<String, FileState> files, String statement) {

    /** Beyond that nobody exports by filter; it bounds what a forged manifest makes the verifier read. */
    private static final long MOST_ENTRIES = 10_000_000;
    private static final long LARGEST_FILE = 64L << 30;
    private static final String FORM = "Handschlag filtered export, form 1";

    /** @param sha256 32 bytes */
    record FileState(long bytes, byte[] sha256) {}

    /**
     * The manifest in the text of its note.
     *
     * @throws MalformedException if it is none
     */
    static FilteredManifest parse(String text) throws MalformedException {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[0].equals(FORM) || !lines[3].isEmpty()) {
            throw new MalformedException("three lines are expected: \"" + FORM + "\", the log, and JSON");
        }
        byte[] json = lines[2].getBytes(StandardCharsets.UTF_8);
        JsonObject manifest = JsonObject.parse(json, 0, json.length);
        JsonObject counts = manifest.object("counts");
        if (counts.number("entries") > MOST_ENTRIES || counts.number("erasures") > MOST_ENTRIES) {
            throw new MalformedException("more entries than an export by filter has");
        }
        JsonObject by = manifest.object("exportedBy");
        JsonObject filter = manifest.object("filter");
        String statement = "Made " + manifest.time("exportedAt") + " by client " + by.text("clientId") + ", login "
                + by.optionalText("employeeId") + ", for " + manifest.text("queryPurpose") + ", of " + stated(filter)
                + ".";
        return new FilteredManifest(lines[1], manifest.number("size"), hash(manifest.text("root"), true),
                form(manifest.text("format")), filter, counts.number("entries"), counts.number("erasures"),
                files(manifest.object("files")), statement);
    }

    private static String stated(JsonObject filter) throws MalformedException {
        StringBuilder stated = new StringBuilder();
        for (String name : filter.names().stream().sorted().toList()) {
            stated.append(stated.isEmpty() ? "" : ", ").append(name).append('=').append(filter.text(name));
        }
        return stated.isEmpty() ? "all entries" : stated.toString();
    }

    private static Form form(String key) throws MalformedException {
        return Arrays.stream(Form.values()).filter(form -> form.key().equals(key)).findFirst()
                .orElseThrow(() -> new MalformedException("format is none of "
                        + Arrays.stream(Form.values()).map(Form::key).collect(Collectors.joining(", "))));
    }

    private static Map<String, FileState> files(JsonObject stated) throws MalformedException {
        Map<String, FileState> files = new TreeMap<>();
        for (String path : stated.names()) {
            JsonObject file = stated.object(path);
            if (file.number("bytes") > LARGEST_FILE) {
                throw new MalformedException("a file is larger than any that is exported");
            }
            files.put(path, new FileState(file.number("bytes"), hash(file.text("sha256"), false)));
        }
        return files;
    }

    private static byte[] hash(String text, boolean base64) throws MalformedException {
        try {
            byte[] hash = base64 ? CanonicalBase64.decode(text) : HexFormat.of().parseHex(text);
            if (hash.length == 32) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Falls through.
        }
        throw new MalformedException("a hash is no SHA-256");
    }

    /** What such an export holds beside the manifest. */
    List<String> expectedFiles() {
        return List.of(Export.CHECKPOINT, Export.VERIFIER_KEY, Export.PROOFS, Export.ERASURES, form.path());
    }

    boolean isCutAt(SignedCheckpoint checkpoint) {
        return origin.equals(checkpoint.origin()) && size == checkpoint.size()
                && Arrays.equals(root, checkpoint.root());
    }
}
