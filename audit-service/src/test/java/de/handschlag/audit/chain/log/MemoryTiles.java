package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stored hashes in memory, filled as the writer fills the database. */
final class MemoryTiles implements HashTiles {

    final MerkleTree tree = MerkleTree.empty();
    private final TreeHasher hasher = new TreeHasher();
    private final Map<Integer, List<byte[]>> levels = new HashMap<>();

    void append(byte[] entry) {
        byte[] leaf = hasher.leaf(entry);
        levels.computeIfAbsent(0, level -> new ArrayList<>()).add(leaf);
        tree.append(leaf, full -> {
            List<byte[]> level = levels.computeIfAbsent(full.level(), number -> new ArrayList<>());
            assertThat(full.position()).isEqualTo(level.size());
            level.add(full.hash());
        });
    }

    @Override
    public List<byte[]> hashes(int level, long from, int count) {
        List<byte[]> stored = levels.getOrDefault(level, List.of());
        if (from + count > stored.size()) {
            throw new MissingHashException(level, from, count, (int) Math.max(0, stored.size() - from));
        }
        return List.copyOf(stored.subList((int) from, (int) from + count));
    }
}
