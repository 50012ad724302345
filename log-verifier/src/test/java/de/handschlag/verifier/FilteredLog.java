package de.handschlag.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An export of some entries of a log, written from its published form as plainly as it can be. */
public final class FilteredLog {

    static final String MANIFEST = "manifest.note";
    static final String PROOFS = "proofs.ndjson";

    final TestLog log;
    final String format;
    final SortedMap<String, Object> filter = new TreeMap<>();
    final SortedMap<String, byte[]> files = new TreeMap<>();
    long entries;
    long erasures;

    /** @param positions of the entries, and of those that say what was erased, newest first */
    public FilteredLog(TestLog log, String format, List<Long> positions, List<Long> erasures) {
        this.log = log;
        this.format = format;
        this.entries = positions.size();
        this.erasures = erasures.size();
        put("checkpoint", log.checkpoint());
        put("vkey", log.key.verifierKey() + "\n");
        put(PROOFS, proofs(positions));
        put("erasures.ndjson", proofs(erasures));
        put(rendering(), rendered(positions));
        sign();
    }

    String rendering() {
        return switch (format) {
            case "ndjson" -> "entries.ndjson";
            case "csv", "csv;", "csv without mark" -> "entries.csv";
            default -> "auditevents.ndjson";
        };
    }

    void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    String text(String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private String proofs(List<Long> positions) {
        return positions.stream().map(this::proof).collect(Collectors.joining());
    }

    /** The line of payloads.ndjson with the entry and the hashes from leaf to root. */
    private String proof(long index) {
        String line = log.lines.get((int) index);
        List<String> hashes = path((int) index, TestLog.leaves(log.entries)).stream()
                .map(Base64.getEncoder()::encodeToString).toList();
        return line.substring(0, line.length() - 1) + ",\"entry\":\""
                + new String(log.entries.get((int) index), StandardCharsets.UTF_8).replace("\"", "\\\"")
                + "\",\"proof\":" + TestLog.json(hashes) + "}\n";
    }

    /** RFC 6962, section 2.1.1, word for word. */
    static List<byte[]> path(int m, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        List<byte[]> path = m < k ? path(m, left) : path(m - k, right);
        path.add(TestLog.root(m < k ? right : left));
        return path;
    }

    private String rendered(List<Long> positions) {
        return switch (format) {
            case "ndjson" -> positions.stream().map(index -> "{\"index\":" + index + ",\"type\":\"x\"}\n")
                    .collect(Collectors.joining());
            case "csv" -> csv("\ufeffindex,text,more\r\n", ",", positions);
            case "csv;" -> csv("\ufeffindex;text;more\r\n", ";", positions);
            case "csv without mark" -> csv("index,text,more\r\n", ",", positions);
            default ->
                positions.stream().map(index -> "{\"resourceType\":\"AuditEvent\",\"id\":\"" + eventId(index) + "\"}\n")
                        .collect(Collectors.joining());
        };
    }

    private static String csv(String head, String separator, List<Long> positions) {
        return positions.stream()
                .map(index -> String.join(separator, String.valueOf(index), "\"a, \"\"quoted\"\"; \r\nline\"", "x\r\n"))
                .collect(Collectors.joining("", head, ""));
    }

    private String eventId(long index) {
        return log.lines.get((int) index).replaceAll(".*\"id\":\"([^\"]+)\",\"source\".*", "$1");
    }

    /** States and signs what the files are now. */
    void sign() {
        sign(log.key);
    }

    void sign(TestKey key) {
        put(MANIFEST, key.note(manifest(log.key.name())));
    }

    /** Says that the entries are those that this part of a filter lets through. */
    public FilteredLog narrowedBy(String part, String value) {
        filter.put(part, value);
        sign();
        return this;
    }

    String manifest(String origin) {
        Map<String, Object> states = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (!path.equals(MANIFEST)) {
                states.put(path,
                        Map.of("bytes", bytes.length, "sha256", HexFormat.of().formatHex(TestLog.sha256(bytes))));
            }
        });
        Map<String, Object> manifest = new TreeMap<>(Map.of("counts", Map.of("entries", entries, "erasures", erasures),
                "exportedAt", "2026-11-25T10:00:00Z", "exportedBy",
                Map.of("clientId", "dpo-client", "employeeId", "dpo-login"), "files", states, "filter", filter,
                "format", format.startsWith("csv") ? "csv" : format, "queryPurpose", "complaint", "root",
                Base64.getEncoder().encodeToString(TestLog.root(TestLog.leaves(log.entries))), "size",
                log.entries.size()));
        return "Handschlag filtered export, form 1\n" + origin + "\n" + TestLog.json(manifest) + "\n";
    }

    public Verified verified(String... options) {
        return Verified.archive(files, options);
    }
}
