package de.handschlag.verifier.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import de.handschlag.verifier.export.ZipDirectory.Member;

/**
 * Whether the files of an archive lie one behind the other as its directory says, each with its own header: two programs that read the
 * archive must not see two exports.
 */
final class ZipLayout {

    private static final int HEADER_LENGTH = 30;
    private static final int HEADER_SIGNATURE = 0x04034b50;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int SIZES_FOLLOW = 1 << 3;

    private final FileChannel file;
    private final ZipDirectory directory;
    private final Consumer<String> flaws;
    /** Where the data of each file begins; of two with the same name each has its own. */
    private final IdentityHashMap<Member, Long> data = new IdentityHashMap<>();

    ZipLayout(FileChannel file, ZipDirectory directory, Consumer<String> flaws) {
        this.file = file;
        this.directory = directory;
        this.flaws = flaws;
    }

    /** By identity, where the data of each file begins that can be read at all. */
    IdentityHashMap<Member, Long> check() throws IOException {
        directory.flaws().forEach(flaws);
        List<Member> members = directory.members().stream().sorted(Comparator.comparingLong(Member::offset)).toList();
        long expected = directory.begin();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            long at = directory.begin() + member.offset();
            if (at != expected) {
                flaws.accept("between the files of the archive stands what belongs to none, or they overlap, before "
                        + member.name());
            }
            long next = i + 1 < members.size() ? directory.begin() + members.get(i + 1).offset() : directory.end();
            expected = check(member, at, next);
        }
        if (expected != directory.end()) {
            flaws.accept("something stands between the last file of the archive and its directory");
        }
        return data;
    }

    /** @return where the next one has to begin */
    private long check(Member member, long at, long next) throws IOException {
        Optional<ByteBuffer> header = ZipDirectory.bytes(file, at, HEADER_LENGTH)
                .filter(found -> found.getInt(0) == HEADER_SIGNATURE);
        if (header.isEmpty()) {
            flaws.accept(member.name() + " is not where the archive's directory says");
            return next;
        }
        ByteBuffer local = header.get();
        int name = Short.toUnsignedInt(local.getShort(26));
        int extra = Short.toUnsignedInt(local.getShort(28));
        Optional<ByteBuffer> rest = ZipDirectory.bytes(file, at + HEADER_LENGTH, name + extra);
        long begin = at + HEADER_LENGTH + name + extra;
        if (rest.isEmpty() || member.compressed() < 0 || member.compressed() > directory.end() - begin) {
            flaws.accept(member.name() + " is longer than the archive");
            return next;
        }
        if (!Arrays.equals(Arrays.copyOf(rest.get().array(), name), member.rawName())) {
            flaws.accept(member.name() + " has another file's header");
            return next;
        }
        if (Short.toUnsignedInt(local.getShort(6)) != member.flags()
                || Short.toUnsignedInt(local.getShort(8)) != member.method()) {
            flaws.accept(member.name() + " has another header than the archive's directory says");
        }
        boolean stored = member.method() == STORED && member.compressed() == member.size();
        if (!stored && member.method() != DEFLATED || (member.flags() & ENCRYPTED) != 0) {
            flaws.accept(member.name() + " is packed in a way that is not read here");
            return next;
        }
        data.put(member, begin);
        long end = begin + member.compressed();
        long[] sizes = {Integer.toUnsignedLong(local.getInt(22)), Integer.toUnsignedLong(local.getInt(18))};
        ZipDirectory.in64(rest.get().slice(name, extra).order(ByteOrder.LITTLE_ENDIAN), sizes);
        long crc = Integer.toUnsignedLong(local.getInt(14));
        boolean same = crc == member.crc() && sizes[0] == member.size() && sizes[1] == member.compressed();
        boolean none = crc == 0 && sizes[0] == 0 && sizes[1] == 0;
        if ((member.flags() & SIZES_FOLLOW) == 0) {
            requireSizes(member, same);
            return end;
        }
        requireSizes(member, same || none);
        return checkDescriptor(member, end, next);
    }

    /** Behind the data: checksum and sizes, of 4 or 8 bytes, with or without a signature. */
    private long checkDescriptor(Member member, long end, long next) throws IOException {
        int length = (int) Math.min(24, Math.max(0, next - end));
        Optional<ByteBuffer> found = ZipDirectory.bytes(file, end, length);
        if (found.isEmpty() || length != 12 && length != 16 && length != 20 && length != 24) {
            requireSizes(member, false);
            return end;
        }
        ByteBuffer descriptor = found.get();
        boolean signed = length == 16 || length == 24;
        boolean wide = length >= 20;
        int at = signed ? 4 : 0;
        requireSizes(member,
                (!signed || descriptor.getInt(0) == DESCRIPTOR_SIGNATURE)
                        && Integer.toUnsignedLong(descriptor.getInt(at)) == member.crc()
                        && size(descriptor, at + 4, wide) == member.compressed()
                        && size(descriptor, at + (wide ? 12 : 8), wide) == member.size());
        return end + length;
    }

    private static long size(ByteBuffer descriptor, int at, boolean wide) {
        return wide ? descriptor.getLong(at) : Integer.toUnsignedLong(descriptor.getInt(at));
    }

    private void requireSizes(Member member, boolean hold) {
        if (!hold) {
            flaws.accept(member.name() + " has other sizes or another checksum than the archive's directory says");
        }
    }
}
