package de.handschlag.verifier.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import de.handschlag.verifier.export.ZipDirectory.Member;

/** A file of an archive, unpacked. At its end it has the size and the checksum that the archive states, or reading fails. */
final class ZipStream extends FilterInputStream {

    private static final int CHUNK = 1 << 16;
    private static final int DEFLATED = 8;

    private final Member member;
    private final Packed packed;
    private final CRC32 crc = new CRC32();
    private long read;

    private ZipStream(Member member, Packed packed, InputStream unpacked) {
        super(unpacked);
        this.member = member;
        this.packed = packed;
    }

    static InputStream of(FileChannel file, Member member, long begin) {
        Packed packed = new Packed(file, begin, begin + member.compressed());
        return new ZipStream(member, packed, member.method() == DEFLATED ? new Unpacked(packed) : packed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            crc.update(target, offset, count);
            read += count;
            if (read > member.size()) {
                throw wrong();
            }
        } else if (count < 0 && (read != member.size() || crc.getValue() != member.crc() || packed.isLeftOver(in))) {
            throw wrong();
        }
        return count;
    }

    private IOException wrong() {
        return new IOException("its size or checksum is not what the archive states");
    }

    @Override
    public long skip(long count) throws IOException {
        return skipByReading(count);
    }

    private long skipByReading(long count) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(0, count))];
        int skipped = chunk.length == 0 ? 0 : read(chunk, 0, chunk.length);
        return Math.max(0, skipped);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The bytes as they stand in the file. */
    private static final class Packed extends InputStream {
        private final FileChannel file;
        private final long end;
        private long at;

        Packed(FileChannel file, long begin, long end) {
            this.file = file;
            this.at = begin;
            this.end = end;
        }

        /** Whether bytes are left that belong to nothing. */
        boolean isLeftOver(InputStream unpacked) {
            return at < end || unpacked instanceof Unpacked inflated && inflated.remaining() > 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, end - at);
            if (wanted <= 0) {
                return length == 0 ? 0 : -1;
            }
            int count = file.read(ByteBuffer.wrap(target, offset, wanted), at);
            if (count > 0) {
                at += count;
            }
            return count;
        }
    }

    private static final class Unpacked extends InflaterInputStream {
        Unpacked(Packed packed) {
            super(packed, new Inflater(true), CHUNK);
        }

        int remaining() {
            return inf.getRemaining();
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
