package de.handschlag.audit.asking.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.timestamp.StampedCheckpoint;
import de.handschlag.database.DatabaseException;

/**
 * One export, cut at one checkpoint (audit-log-format.md). Entries never change, so it needs no long transaction, which would
 * stand in the way of dropping a month; a payload that is erased while the export runs is missing in it, and an export made
 * afterwards has the entry that says so. Memory: a tile at a time, and some 150 bytes of the archive's directory per tile.
 */
final class LogExport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "handschlag-log-export/1";
    /** Payloads per statement; one can have the size of a Kafka message. */
    private static final int PAGE = 128;

    private final SignedCheckpoint checkpoint;
    private final String verifierKey;
    private final @Nullable String cosigned;
    private final ExportRepository log;
    private final ExportPermit permit;
    private final InstantSource clock;
    private final Map<String, String> digests = new TreeMap<>();
    private long erased;

    /** @param cosigned note of the newest checkpoint up to this one that enough witnesses cosigned; null if there is none */
    LogExport(SignedCheckpoint checkpoint, String verifierKey, @Nullable String cosigned, ExportRepository log,
            ExportPermit permit, InstantSource clock) {
        this.checkpoint = checkpoint;
        this.verifierKey = verifierKey;
        this.cosigned = cosigned;
        this.log = log;
        this.permit = permit;
        this.clock = clock;
    }

    long size() {
        return checkpoint.size();
    }

    /** The answer has ended, whether the archive was written or not. */
    void answered() {
        permit.giveBack();
    }

    /** Writes the archive as it is read; a failure leaves an archive without a directory, which nothing opens. */
    void writeTo(OutputStream target) throws IOException {
        permit.beginWriting();
        try (ExportSession session = log.open()) {
            // Not closed after a failure: closing would write the directory of an archive that is not whole.
            ZipOutputStream zip = new ZipOutputStream(target);
            zip.setLevel(Deflater.BEST_SPEED);
            StoredTree tree = session.tree();
            put(zip, "checkpoint", tree.withCosignatures(checkpoint).getBytes(StandardCharsets.UTF_8));
            put(zip, "vkey", (verifierKey + "\n").getBytes(StandardCharsets.UTF_8));
            if (cosigned != null) {
                put(zip, "cosigned", cosigned.getBytes(StandardCharsets.UTF_8));
            }
            putTimestamps(zip, session);
            tree.files(checkpoint.size(), (path, content) -> put(zip, path, content));
            putPayloads(zip, session);
            put(zip, "manifest.json", JSON.writeValueAsBytes(manifest()));
            zip.finish();
        } catch (SQLException | DatabaseException e) {
            throw new IOException("the log cannot be read", e);
        } finally {
            permit.endWriting();
        }
    }

    private void put(ZipOutputStream zip, String path, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(content);
        zip.closeEntry();
        // Tiles are checked by the root, time stamps by their signatures; of both there can be many.
        if (!path.startsWith("tile/") && !path.startsWith("timestamps/")) {
            digests.put(path, HexFormat.of().formatHex(sha256().digest(content)));
        }
    }

    private void putTimestamps(ZipOutputStream zip, ExportSession session) throws IOException {
        for (long size : session.stamped(checkpoint.size())) {
            StampedCheckpoint stamped = session.stampedCheckpoint(size);
            put(zip, "timestamps/" + size + ".checkpoint", stamped.note().getBytes(StandardCharsets.UTF_8));
            put(zip, "timestamps/" + size + ".tsr", stamped.reply());
        }
    }

    private void putPayloads(ZipOutputStream zip, ExportSession session) throws IOException, SQLException {
        zip.putNextEntry(new ZipEntry("payloads.ndjson"));
        DigestOutputStream lines = new DigestOutputStream(zip, sha256());
        long[] next = new long[1];
        for (long from = 0; from < checkpoint.size(); from += PAGE) {
            long to = Math.min(checkpoint.size(), from + PAGE);
            session.payloads(from, to, (index, salt, payload) -> {
                writeErased(lines, next[0], index);
                // The payload's own bytes are canonical JSON; they stand in the line as they are.
                write(lines, "{\"index\":" + index + ",\"salt\":\"" + Base64.getEncoder().encodeToString(salt)
                        + "\",\"payload\":" + payload + "}\n");
                next[0] = index + 1;
            });
            writeErased(lines, next[0], to);
            next[0] = to;
        }
        digests.put("payloads.ndjson", HexFormat.of().formatHex(lines.getMessageDigest().digest()));
        zip.closeEntry();
    }

    private void writeErased(OutputStream lines, long from, long to) throws IOException {
        for (long index = from; index < to; index++) {
            write(lines, "{\"index\":" + index + ",\"erased\":true}\n");
            erased++;
        }
    }

    private static void write(OutputStream lines, String line) throws IOException {
        lines.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> manifest() {
        String origin = checkpoint.note().substring(0, checkpoint.note().indexOf('\n'));
        return new TreeMap<>(Map.of("format", FORMAT, "origin", origin, "size", checkpoint.size(), "exportedAt",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(), "filter", Map.of(), "counts",
                new TreeMap<>(
                        Map.of("entries", checkpoint.size(), "erased", erased, "payloads", checkpoint.size() - erased)),
                "sha256", digests));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
