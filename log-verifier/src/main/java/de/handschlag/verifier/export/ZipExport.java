package de.handschlag.verifier.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An export in a ZIP archive. */
record ZipExport(ZipFile archive) implements Export {

    /** The JDK holds an archive's directory in memory; this is enough for some 200 million entries. */
    private static final long LARGEST_DIRECTORY = 128L << 20;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int END_SIGNATURE = 0x06054b50;

    static ZipExport open(Path path) throws IOException {
        requireSmallDirectory(path);
        return new ZipExport(new ZipFile(path.toFile()));
    }

    /** An archive that announces a directory of gigabytes is not opened. */
    private static void requireSmallDirectory(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int length = (int) Math.min(file.length(), END_LENGTH + LONGEST_COMMENT);
            byte[] tail = new byte[length];
            file.seek(file.length() - length);
            file.readFully(tail);
            ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = length - END_LENGTH; at >= 0; at--) {
                if (end.getInt(at) == END_SIGNATURE) {
                    long size = Integer.toUnsignedLong(end.getInt(at + 12));
                    // 0xffffffff: the size stands in the ZIP64 record, but the directory cannot be longer than the file.
                    if (size > LARGEST_DIRECTORY && (size != 0xffffffffL || file.length() > LARGEST_DIRECTORY)) {
                        throw new IOException("the archive's directory is too large; unpack it and name the directory");
                    }
                    return;
                }
            }
            throw new IOException(path + " is no ZIP archive");
        }
    }

    @Override
    public Optional<InputStream> read(String path) throws IOException {
        ZipEntry entry = archive.getEntry(path);
        return entry == null || entry.isDirectory() ? Optional.empty() : Optional.of(archive.getInputStream(entry));
    }

    @Override
    public void forEachPath(Consumer<String> consumer) {
        archive.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).forEach(consumer);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
