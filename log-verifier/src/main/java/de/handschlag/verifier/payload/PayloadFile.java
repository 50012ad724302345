package de.handschlag.verifier.payload;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/** The lines of payloads.ndjson in order. */
public final class PayloadFile implements Closeable {

    private final LineReader lines;

    public PayloadFile(InputStream in) {
        this.lines = new LineReader(in);
    }

    /**
     * The next line; null at the end.
     *
     * @throws MalformedException if this line is not one of payloads.ndjson; the next one can be read
     * @throws IOException        if nothing more can be read, also because a line is too long
     */
    public @Nullable PayloadLine next() throws IOException, MalformedException {
        return lines.next() ? PayloadLine.parse(lines.bytes(), lines.length()) : null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
