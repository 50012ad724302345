package de.handschlag.audit.asking.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import de.handschlag.audit.asking.export.ExportSession.Kept;
import de.handschlag.audit.asking.query.PositionRanges;
import de.handschlag.audit.chain.log.NoteKey;
import de.handschlag.audit.chain.log.SignedNote;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.log.TreeProofs;
import de.handschlag.database.DatabaseException;
import de.handschlag.event.LogErased;

/**
 * Some of the log's entries with all that shows that the log holds them, and a manifest that the log's key signs: who asked for
 * which of them, when and what for (ADR 34). In memory: positions, and a page of entries with its tiles.
 */
final class FilteredExport {

    static final String MANIFEST = "manifest.note";
    static final String PROOFS = "proofs.ndjson";
    static final String ERASURES = "erasures.ndjson";
    /** The first line of the manifest's note: no log can have it as its origin, as an origin has no space. */
    private static final String FORM = "Handschlag filtered export, form 1";
    /** Entries per statement, and per set of tiles that is kept: some 8 KB each if they lie far apart. */
    private static final int PAGE = 128;

    private final Selection selection;
    private final ExportFormat format;
    private final CsvRow.Separator separator;
    private final SignedCheckpoint checkpoint;
    private final NoteKey key;
    private final ExportRepository log;
    private final ExportPermit permit;
    private final SortedMap<String, SortedMap<String, Object>> files = new TreeMap<>();

    /**
     * What is exported.
     *
     * @param stated    members of the manifest that say what was asked, by whom, when and what for
     * @param positions of the entries, newest first
     * @param erasures  positions of the entries that say what was erased, newest first
     * @param covered   the part of the log that the filter's times cover
     */
    record Selection(SortedMap<String, Object> stated, List<Long> positions, List<Long> erasures,
            List<PositionRanges.Range> covered) {}

    FilteredExport(Selection selection, ExportFormat format, CsvRow.Separator separator, SignedCheckpoint checkpoint,
            NoteKey key, ExportRepository log, ExportPermit permit) {
        this.selection = selection;
        this.format = format;
        this.separator = separator;
        this.checkpoint = checkpoint;
        this.key = key;
        this.log = log;
        this.permit = permit;
    }

    String fileName() {
        return "handschlag-entries-" + format.key() + "-" + checkpoint.size() + ".zip";
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
            put(zip, "checkpoint", out -> write(out, checkpoint.note()));
            put(zip, "vkey", out -> write(out, key.verifierKey() + "\n"));
            put(zip, PROOFS, out -> {
                for (List<Long> page : pages(selection.positions())) {
                    writeProofs(session, out, session.page(page));
                }
            });
            long[] erasures = new long[1];
            put(zip, ERASURES, out -> {
                for (List<Long> page : pages(selection.erasures())) {
                    List<Kept> about = session.page(page).stream().filter(this::isAboutWhatIsCovered).toList();
                    writeProofs(session, out, about);
                    erasures[0] += about.size();
                }
            });
            put(zip, format.fileName(), out -> {
                write(out, format.head(separator));
                for (List<Long> page : pages(selection.positions())) {
                    for (Kept kept : session.page(page)) {
                        write(out, format.record(kept.stored(), key.name(), separator));
                    }
                }
            });
            zip.putNextEntry(new ZipEntry(MANIFEST));
            write(zip, SignedNote.sign(manifest(erasures[0]), key));
            zip.closeEntry();
            zip.finish();
        } catch (SQLException | DatabaseException e) {
            throw new IOException("the log cannot be read", e);
        } finally {
            permit.endWriting();
        }
    }

    /** Writes a file of the archive. */
    @FunctionalInterface
    private interface FileWriter {
        void writeTo(OutputStream out) throws IOException, SQLException;
    }

    private void put(ZipOutputStream zip, String path, FileWriter writer) throws IOException, SQLException {
        zip.putNextEntry(new ZipEntry(path));
        MessageDigest sha256 = LogExport.sha256();
        CountingStream counted = new CountingStream(new DigestOutputStream(zip, sha256));
        writer.writeTo(counted);
        zip.closeEntry();
        files.put(path,
                new TreeMap<>(Map.of("bytes", counted.count, "sha256", HexFormat.of().formatHex(sha256.digest()))));
    }

    /** Counts what goes through. */
    private static final class CountingStream extends OutputStream {
        private final OutputStream out;
        private long count;

        CountingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<Long>> pages(List<Long> positions) {
        List<List<Long>> pages = new ArrayList<>();
        for (int from = 0; from < positions.size(); from += PAGE) {
            pages.add(positions.subList(from, Math.min(positions.size(), from + PAGE)));
        }
        return pages;
    }

    private void writeProofs(ExportSession session, OutputStream out, List<Kept> page) throws IOException {
        TreeProofs proofs = new TreeProofs(checkpoint.size(), session.tree());
        for (Kept kept : page) {
            List<String> proof = proofs.inclusion(kept.stored().index()).stream()
                    .map(Base64.getEncoder()::encodeToString).toList();
            // The payload's own bytes are canonical JSON; they stand in the line as they are.
            write(out,
                    "{\"index\":" + kept.stored().index() + ",\"entry\":" + ExportJson.text(kept.entry())
                            + ",\"salt\":\"" + Base64.getEncoder().encodeToString(kept.salt()) + "\",\"payload\":"
                            + kept.stored().payload() + ",\"proof\":" + ExportJson.text(proof) + "}\n");
        }
    }

    /** Whether something of the covered part was erased by it. */
    private boolean isAboutWhatIsCovered(Kept erasure) {
        if (!(erasure.stored().event() instanceof LogErased erased)) {
            return false;
        }
        if (erased.month() != null) {
            LocalDate month = LocalDate.parse(erased.month() + "-01");
            return selection.covered().stream().anyMatch(range -> range.touches(month));
        }
        return erased.ranges().stream().anyMatch(
                gone -> selection.covered().stream().anyMatch(range -> range.touches(gone.first(), gone.last())));
    }

    /** Three lines: what it is, of which log, and one line of JSON. */
    private String manifest(long erasures) {
        SortedMap<String, Object> manifest = new TreeMap<>(selection.stated());
        manifest.put("format", format.key());
        manifest.put("size", checkpoint.size());
        manifest.put("root", Base64.getEncoder().encodeToString(checkpoint.root()));
        manifest.put("counts", new TreeMap<>(Map.of("entries", selection.positions().size(), "erasures", erasures)));
        manifest.put("files", files);
        return FORM + "\n" + key.name() + "\n" + ExportJson.line(manifest);
    }
}
