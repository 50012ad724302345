package de.handschlag.deploy.translation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The texts of one module: {@code messages/<bundle>_<tag>.properties}, and in {@code messages/status.csv} who approved which. */
final class MessageFolder {

    private static final String HEADER = "bundle,tag,key,sha256_german,sha256_text,state,who,when";
    private static final String STATUS = "status.csv";
    private static final String GERMAN = "_de.properties";
    private static final List<String> MODULES = List.of("foundation/page-frame", "consent-service", "registry-service",
            "audit-service");

    private final Path directory;

    private MessageFolder(Path directory) {
        this.directory = directory;
    }

    static List<MessageFolder> of(Path root) {
        return MODULES.stream().map(module -> root.resolve(module).resolve("src/main/resources/messages"))
                .filter(Files::isDirectory).map(MessageFolder::new).toList();
    }

    /** Names of the bundles, each of which is there in German. */
    List<String> bundles() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(GERMAN))
                    .map(name -> name.substring(0, name.length() - GERMAN.length())).sorted().toList();
        } catch (IOException e) {
            throw new TextFileException(directory, e);
        }
    }

    /** Whether a bundle has texts in this language. */
    boolean has(String tag) {
        return bundles().stream().anyMatch(bundle -> Files.exists(file(bundle, tag)));
    }

    /** Texts by key in the file's order; empty if the bundle has no file in this language. */
    Map<String, String> texts(String bundle, String tag) {
        Map<String, String> texts = new LinkedHashMap<>();
        Path file = file(bundle, tag);
        if (Files.exists(file)) {
            lines(file).stream().filter(line -> line.indexOf('=') > 0).forEach(
                    line -> texts.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        }
        return texts;
    }

    void write(String bundle, String tag, Map<String, String> texts) {
        write(file(bundle, tag), texts.entrySet().stream().map(text -> text.getKey() + "=" + text.getValue()).toList());
    }

    /** Whether the text was approved as both read now. */
    boolean isApproved(String bundle, String tag, String key, String german, @Nullable String text) {
        return text != null && approvals().getOrDefault(id(bundle, tag, key), "")
                .startsWith(id(bundle, tag, key) + hashes(german, text) + "approved,");
    }

    /** Notes that somebody approved these texts as they read now. */
    void approve(List<Approval> approved, String who, String when) {
        SortedMap<String, String> approvals = approvals();
        approved.forEach(one -> {
            String id = id(one.bundle(), one.tag(), one.key());
            approvals.put(id, id + hashes(one.german(), one.text()) + "approved," + who + "," + when);
        });
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(approvals.values());
        write(directory.resolve(STATUS), lines);
    }

    /** A text with the German one that it says in another language. */
    record Approval(String bundle, String tag, String key, String german, String text) {}

    private SortedMap<String, String> approvals() {
        SortedMap<String, String> approvals = new TreeMap<>();
        Path file = directory.resolve(STATUS);
        if (Files.exists(file)) {
            lines(file).stream().skip(1).filter(line -> !line.isBlank()).forEach(line -> {
                String[] columns = line.split(",", -1);
                approvals.put(id(columns[0], columns[1], columns[2]), line);
            });
        }
        return approvals;
    }

    private static String id(String bundle, String tag, String key) {
        return bundle + "," + tag + "," + key + ",";
    }

    private static String hashes(String german, String text) {
        return sha256(german) + "," + sha256(text) + ",";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String bundle, String tag) {
        return directory.resolve(bundle + "_" + tag.replace('-', '_') + ".properties");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new TextFileException(file, e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new TextFileException(file, e);
        }
    }
}
