package de.handschlag.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A log and its export, written from the published format as plainly as it can be: whole trees by RFC 6962's recursion. */
public final class TestLog {

    static final String ORIGIN = "log.example/test";

    final TestKey key;
    final List<byte[]> entries = new ArrayList<>();
    /** Lines of payloads.ndjson without line feed. */
    final List<String> lines = new ArrayList<>();
    /** Whether what is added has the form of former versions. */
    boolean namesTypes;
    private final Random random = new Random(7);

    TestLog() {
        this(TestKey.generate(ORIGIN));
    }

    /** An empty log of the key's name. */
    public TestLog(TestKey key) {
        this.key = key;
    }

    static TestLog ofSize(int size) {
        TestLog log = new TestLog();
        for (int i = 0; i < size; i++) {
            log.filler();
        }
        return log;
    }

    TestLog copy() {
        return first(entries.size());
    }

    /** The log as it was when it had so many entries. */
    TestLog first(int size) {
        TestLog log = new TestLog(key);
        log.entries.addAll(entries.subList(0, size));
        log.lines.addAll(lines.subList(0, size));
        return log;
    }

    /** An event that no rule is about. */
    long filler() {
        return add("de.handschlag.log.queried.v1", "control", Instant.parse("2026-03-01T00:00:00Z"),
                Map.of("queryPurpose", "routine-control", "filter", Map.of(), "resultCount", 1));
    }

    /** Appends an event; returns its index. */
    long add(String type, String retentionClass, Instant time, Map<String, Object> data) {
        return add(type, retentionClass, time, time.toString().substring(0, 7), data);
    }

    long add(String type, String retentionClass, Instant time, String month, Map<String, Object> data) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        String payload = json(Map.of("id", id, "type", type, "source", "/test", "time", time.toString(), "data", data));
        return append(id, retentionClass, month, namesTypes ? type : null, salt, payload);
    }

    /** Appends a payload as it is; returns its index. */
    long addPayload(String payload, String retentionClass) {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        return append(member(payload, "id"), retentionClass, member(payload, "time").substring(0, 7),
                namesTypes ? member(payload, "type") : null, salt, payload);
    }

    /**
     * Appends an entry that commits to this payload; returns its index.
     *
     * @param type    that the entry names, as entries of former versions do; null if it names none
     * @param payload in canonical form
     */
    public long append(String id, String retentionClass, String month, @Nullable String type, byte[] salt,
            String payload) {
        String commit = Base64.getEncoder().encodeToString(sha256(salt, payload.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> entry = new TreeMap<>(
                Map.of("id", id, "class", retentionClass, "month", month, "commit", commit));
        if (type != null) {
            entry.put("type", type);
        }
        entries.add(json(entry).getBytes(StandardCharsets.UTF_8));
        lines.add("{\"index\":" + (entries.size() - 1) + ",\"salt\":\"" + Base64.getEncoder().encodeToString(salt)
                + "\",\"payload\":" + payload + "}");
        return entries.size() - 1L;
    }

    /** A text behind the data. */
    private static String member(String payload, String name) {
        String before = ",\"" + name + "\":\"";
        int from = payload.lastIndexOf(before) + before.length();
        return payload.substring(from, payload.indexOf('"', from));
    }

    /** Removes payload and salt, as erasure does. */
    public void erase(long index) {
        lines.set((int) index, "{\"index\":" + index + ",\"erased\":true}");
    }

    public String checkpoint() {
        return key.note(checkpointText(key.name(), entries));
    }

    static String checkpointText(List<byte[]> entries) {
        return checkpointText(ORIGIN, entries);
    }

    private static String checkpointText(String origin, List<byte[]> entries) {
        return origin + "\n" + entries.size() + "\n" + Base64.getEncoder().encodeToString(root(leaves(entries))) + "\n";
    }

    /** The export's files by path. */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("checkpoint", checkpoint().getBytes(StandardCharsets.UTF_8));
        files.put("vkey", (key.verifierKey() + "\n").getBytes(StandardCharsets.UTF_8));
        files.put("payloads.ndjson",
                lines.stream().map(line -> line + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
        files.put("manifest.json", manifest(files));
        List<byte[]> hashes = leaves(entries);
        for (int from = 0; from < entries.size(); from += 256) {
            int to = Math.min(entries.size(), from + 256);
            files.put(path("entries", from / 256, to - from), bundle(entries.subList(from, to)));
        }
        for (int level = 0; !hashes.isEmpty(); level++) {
            List<byte[]> next = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += 256) {
                List<byte[]> tile = hashes.subList(from, Math.min(hashes.size(), from + 256));
                files.put(path(String.valueOf(level), from / 256, tile.size()), concat(tile));
                if (tile.size() == 256) {
                    next.add(root(tile));
                }
            }
            hashes = next;
        }
        return files;
    }

    byte[] manifest(Map<String, byte[]> files) {
        long erased = lines.stream().filter(line -> line.endsWith(",\"erased\":true}")).count();
        Map<String, Object> digests = new TreeMap<>();
        for (String path : List.of("checkpoint", "cosigned", "vkey", "payloads.ndjson")) {
            if (!files.containsKey(path)) {
                continue;
            }
            digests.put(path, HexFormat.of().formatHex(sha256(files.get(path))));
        }
        return json(Map.of("format", "handschlag-log-export/1", "origin", key.name(), "size", entries.size(), "filter",
                Map.of(), "counts",
                Map.of("entries", entries.size(), "payloads", lines.size() - erased, "erased", erased), "sha256",
                digests)).getBytes(StandardCharsets.UTF_8);
    }

    static String path(String level, int number, int width) {
        String digits = "%03d".formatted(number % 1000);
        if (number >= 1000) {
            digits = "x%03d/".formatted(number / 1000) + digits;
        }
        return "tile/" + level + "/" + digits + (width == 256 ? "" : ".p/" + width);
    }

    /** Path of the bundle or level-0 tile with this entry. */
    String pathOf(String level, long index) {
        int tile = (int) (index / 256);
        return path(level, tile, Math.min(256, entries.size() - tile * 256));
    }

    static byte[] bundle(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    static List<byte[]> leaves(List<byte[]> entries) {
        return entries.stream().map(entry -> sha256(new byte[]{0}, entry)).toList();
    }

    /** RFC 6962, section 2.1, word for word, from leaf hashes. */
    static byte[] root(List<byte[]> hashes) {
        if (hashes.isEmpty()) {
            return sha256();
        }
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        int k = Integer.highestOneBit(hashes.size() - 1);
        return sha256(new byte[]{1}, root(hashes.subList(0, k)), root(hashes.subList(k, hashes.size())));
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Canonical JSON of what tests need: sorted members, no white space, ASCII without anything to escape. */
    static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream().sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                        .map(member -> "\"" + member.getKey() + "\":" + json(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case Collection<?> values -> values.stream().map(TestLog::json).collect(Collectors.joining(",", "[", "]"));
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            default -> "\"" + value + "\"";
        };
    }
}
