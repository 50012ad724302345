package de.handschlag.verifier.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import de.handschlag.verifier.export.ZipDirectory.Member;

/** An export in a ZIP archive, which is read strictly: what two programs could read differently is a flaw. */
final class ZipExport implements Export {

    private final FileChannel file;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Member> members = new HashMap<>();
    private final IdentityHashMap<Member, Long> data;
    private final List<String> flaws = new ArrayList<>();

    private ZipExport(FileChannel file) throws IOException {
        this.file = file;
        ZipDirectory directory = ZipDirectory.read(file);
        for (Member member : directory.members()) {
            if (!member.name().endsWith("/")) {
                names.add(member.name());
                members.putIfAbsent(member.name(), member);
            } else if (member.size() != 0) {
                flaws.add(member.name() + " is a directory with something in it");
            }
        }
        this.data = new ZipLayout(file, directory, flaws::add).check();
    }

    static ZipExport open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new ZipExport(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Optional<InputStream> read(String path) throws IOException {
        Member member = members.get(path);
        if (member == null) {
            return Optional.empty();
        }
        Long begin = data.get(member);
        if (begin == null) {
            throw new IOException("the archive does not hold it as its directory says");
        }
        return Optional.of(ZipStream.of(file, member, begin));
    }

    @Override
    public void forEachPath(Consumer<String> consumer) {
        names.forEach(consumer);
    }

    @Override
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
