package de.handschlag.verifier.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The directory at the end of a ZIP archive (APPNOTE.TXT 6.3). Read without the JDK's class, which looks over what another program would
 * take differently.
 *
 * @param members in the order of the directory, also a second one of the same name
 * @param begin   where the archive begins in the file: 0 unless something stands before it
 * @param end     where the directory begins
 * @param flaws   what is not as it should be, in sentences
 */
record ZipDirectory(List<Member> members, long begin, long end, List<String> flaws) {

    /** The whole directory is held in memory; this is enough for some 200 million entries. */
    private static final long LARGEST = 128L << 20;
    private static final int END_LENGTH = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END_64_LENGTH = 56;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final int HEADER_LENGTH = 46;
    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long IN_64 = 0xffffffffL;

    /**
     * One file.
     *
     * @param offset of its local header, from the archive's beginning
     */
    record Member(String name, byte[] rawName, int flags, int method, long crc, long compressed, long size,
            long offset) {}

    /** @throws IOException if it is no archive, or its directory is too large */
    static ZipDirectory read(FileChannel file) throws IOException {
        List<String> flaws = new ArrayList<>();
        long length = file.size();
        ByteBuffer tail = bytes(file, Math.max(0, length - END_LENGTH - LONGEST_COMMENT),
                (int) Math.min(length, END_LENGTH + LONGEST_COMMENT))
                .orElseThrow(() -> new IOException("it is no ZIP archive"));
        int at = endOf(tail);
        if (tail.remaining() - at > END_LENGTH) {
            flaws.add("something follows the end of the archive");
        }
        long end = length - tail.remaining() + at;
        long count = Short.toUnsignedInt(tail.getShort(at + 10));
        long size = Integer.toUnsignedLong(tail.getInt(at + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        Optional<ByteBuffer> end64 = count == 0xffff || size == IN_64 || offset == IN_64
                ? end64(file, end)
                : Optional.empty();
        if (end64.isPresent()) {
            end -= LOCATOR_LENGTH + END_64_LENGTH;
            count = end64.get().getLong(32);
            size = end64.get().getLong(40);
            offset = end64.get().getLong(48);
        }
        if (size > LARGEST) {
            throw new IOException("the archive's directory is too large; unpack it and name the directory");
        }
        long from = end - size;
        if (size < 0 || offset < 0 || from < offset) {
            throw new IOException("it is no ZIP archive: the directory is not where it should be");
        }
        if (from != offset) {
            flaws.add(from - offset + " bytes stand before the archive");
        }
        List<Member> members = members(
                bytes(file, from, (int) size).orElseThrow(() -> new IOException("it is no ZIP archive")));
        if (members.size() != count) {
            flaws.add("the directory has " + members.size() + " files and states " + count);
        }
        return new ZipDirectory(members, from - offset, from, flaws);
    }

    /** The last one that fits, with whatever follows. */
    private static int endOf(ByteBuffer tail) throws IOException {
        for (int at = tail.remaining() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        throw new IOException("it is no ZIP archive");
    }

    private static Optional<ByteBuffer> end64(FileChannel file, long end) throws IOException {
        long at = end - LOCATOR_LENGTH - END_64_LENGTH;
        if (at < 0) {
            return Optional.empty();
        }
        Optional<ByteBuffer> both = bytes(file, at, LOCATOR_LENGTH + END_64_LENGTH);
        return both.filter(found -> found.getInt(0) == END_64_SIGNATURE && found.getLong(4) == END_64_LENGTH - 12
                && found.getInt(END_64_LENGTH) == LOCATOR_SIGNATURE);
    }

    private static List<Member> members(ByteBuffer directory) throws IOException {
        List<Member> members = new ArrayList<>();
        int at = 0;
        while (at < directory.limit()) {
            if (directory.limit() - at < HEADER_LENGTH || directory.getInt(at) != HEADER_SIGNATURE) {
                throw new IOException("the archive's directory is not of its form");
            }
            int name = Short.toUnsignedInt(directory.getShort(at + 28));
            int extra = Short.toUnsignedInt(directory.getShort(at + 30));
            int comment = Short.toUnsignedInt(directory.getShort(at + 32));
            if (directory.limit() - at - HEADER_LENGTH < name + extra + comment) {
                throw new IOException("the archive's directory is not of its form");
            }
            byte[] raw = new byte[name];
            directory.get(at + HEADER_LENGTH, raw);
            long[] sizes = {Integer.toUnsignedLong(directory.getInt(at + 24)),
                    Integer.toUnsignedLong(directory.getInt(at + 20)),
                    Integer.toUnsignedLong(directory.getInt(at + 42))};
            in64(directory.slice(at + HEADER_LENGTH + name, extra).order(ByteOrder.LITTLE_ENDIAN), sizes);
            members.add(new Member(new String(raw, StandardCharsets.UTF_8), raw,
                    Short.toUnsignedInt(directory.getShort(at + 8)), Short.toUnsignedInt(directory.getShort(at + 10)),
                    Integer.toUnsignedLong(directory.getInt(at + 16)), sizes[1], sizes[0], sizes[2]));
            at += HEADER_LENGTH + name + extra + comment;
        }
        return members;
    }

    /** Takes what does not fit into 32 bits from the extra field with the number 1, in its order. */
    static void in64(ByteBuffer extra, long[] values) {
        if (Arrays.stream(values).noneMatch(value -> value == IN_64)) {
            return;
        }
        for (int at = 0; at + 4 <= extra.limit();) {
            int length = Short.toUnsignedInt(extra.getShort(at + 2));
            int to = Math.min(extra.limit(), at + 4 + length);
            if (extra.getShort(at) == 1) {
                int value = at + 4;
                for (int i = 0; i < values.length; i++) {
                    if (values[i] == IN_64 && value + 8 <= to) {
                        values[i] = extra.getLong(value);
                        value += 8;
                    }
                }
                return;
            }
            at = to;
        }
    }

    /** So many bytes from there; empty if the file has fewer. */
    static Optional<ByteBuffer> bytes(FileChannel file, long from, int length) throws IOException {
        if (from < 0 || from > file.size() - length) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.flip());
    }
}
