package de.handschlag.verifier.export;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.LineReader;
import de.handschlag.verifier.payload.MalformedException;

/** The readable file of a filtered export: which entries it has, in which order. */
public final class RenderedEntries implements Closeable {

    /** In which form the entries can be read. */
    public enum Form {
        NDJSON("entries.ndjson"),
        CSV("entries.csv"),
        FHIR("auditevents.ndjson");

        private final String path;

        Form(String path) {
            this.path = path;
        }

        /** As the manifest states it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String path() {
            return path;
        }

        /** What names an entry there: its event's id in FHIR, otherwise its index. */
        public String name(long index, String eventId) {
            return this == FHIR ? eventId : String.valueOf(index);
        }
    }

    /** So that spreadsheets see the encoding; exports of an earlier version have none. */
    private static final String BYTE_ORDER_MARK = "\ufeff";
    /** More than the longest event, quotes doubled. */
    private static final int LONGEST_RECORD = 8 << 20;

    private final Form form;
    private final InputStream in;
    private final LineReader lines;
    private boolean headRead;
    /** What stands between cells: what follows the first name of the head. */
    private int separator;

    public RenderedEntries(Form form, InputStream in) {
        this.form = form;
        this.in = new BufferedInputStream(in, 1 << 16);
        this.lines = new LineReader(in);
    }

    /**
     * What names the next entry; null at the end.
     *
     * @throws MalformedException if it is not of its form
     * @throws IOException        if nothing more can be read
     */
    public @Nullable String next() throws IOException, MalformedException {
        if (form == Form.CSV) {
            if (!headRead) {
                headRead = true;
                String name = firstCell();
                if (!"index".equals(name) && !(BYTE_ORDER_MARK + "index").equals(name)) {
                    throw new MalformedException("no head that begins with index");
                }
            }
            return firstCell();
        }
        if (!lines.next()) {
            return null;
        }
        JsonObject entry = JsonObject.parse(lines.bytes(), 0, lines.length());
        if (form == Form.NDJSON) {
            return String.valueOf(entry.number("index"));
        }
        if (!entry.text("resourceType").equals("AuditEvent")) {
            throw new MalformedException("no AuditEvent");
        }
        return entry.text("id");
    }

    /** The first cell of the next record of RFC 4180; null at the end. */
    private @Nullable String firstCell() throws IOException, MalformedException {
        StringBuilder first = new StringBuilder();
        boolean inFirst = true;
        boolean quoted = false;
        int length = 0;
        for (int c = in.read();; c = in.read()) {
            if (c < 0) {
                if (length > 0) {
                    throw new MalformedException("the last record has no end");
                }
                return null;
            }
            if (++length > LONGEST_RECORD) {
                throw new IOException("a record is longer than " + LONGEST_RECORD + " bytes");
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                append(first, inFirst, c);
            } else if (c == '\n') {
                return new String(first.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            } else if (c == separator || separator == 0 && (c == ',' || c == ';')) {
                separator = c;
                inFirst = false;
            } else if (c != '\r') {
                append(first, inFirst, c);
            }
        }
    }

    private static void append(StringBuilder first, boolean inFirst, int c) {
        if (inFirst) {
            first.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
