package de.handschlag.verifier.payload;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a file in order, none of them longer than is sensible. */
public final class LineReader implements Closeable {

    /** An event of one Kafka message has 1 MiB at most. */
    private static final int LONGEST_LINE = 4 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int position;
    private int filled;
    private byte[] line = new byte[1 << 12];
    private int length;

    public LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return false at the end
     * @throws MalformedException if the last line has no line feed; what follows is the end
     * @throws IOException        if nothing more can be read, also because a line is too long
     */
    public boolean next() throws IOException, MalformedException {
        length = 0;
        while (true) {
            if (position == filled) {
                filled = Math.max(0, in.read(chunk));
                position = 0;
                if (filled == 0) {
                    if (length > 0) {
                        throw new MalformedException("the last line has no line feed at its end");
                    }
                    return false;
                }
            }
            int end = position;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            append(end - position);
            position = end;
            if (end < filled) {
                position++;
                return true;
            }
        }
    }

    private void append(int count) throws IOException {
        if (length + count > LONGEST_LINE) {
            throw new IOException("a line of the payloads is longer than " + LONGEST_LINE + " bytes");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        }
        System.arraycopy(chunk, position, line, length, count);
        length += count;
    }

    /** Of the line; the array is reused and longer than it. */
    public byte[] bytes() {
        return line;
    }

    /** Bytes of the line, without the line feed. */
    public int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
