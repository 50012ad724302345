package de.handschlag.verifier;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.TilePath;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.tree.GrowingTree;
import de.handschlag.verifier.tree.Sha256;

/**
 * Hashes every bundle anew up to the root, and compares every hash tile: points 2 to 4. Where a bundle is missing, the
 * hashes of its tile stand in, so that what is wrong elsewhere is still found.
 */
final class TreeCheck {

    private static final int LONGEST_ENTRY = 0xffff;

    private final Export export;
    private final SignedCheckpoint checkpoint;
    private final List<SignedCheckpoint> earlier;
    private final Faults faults;
    private final ProgressBar progress;
    private final GrowingTree tree = new GrowingTree(this::compare);
    private final Sha256 sha256 = new Sha256();
    private final byte[] entry = new byte[LONGEST_ENTRY];
    private final byte[] hash = new byte[Sha256.LENGTH];
    private boolean everyHashKnown = true;
    private int nextEarlier;

    /** @param earlier checkpoints of sizes up to that of the checkpoint */
    TreeCheck(Export export, SignedCheckpoint checkpoint, List<SignedCheckpoint> earlier, Faults faults,
            ProgressBar progress) {
        this.export = export;
        this.checkpoint = checkpoint;
        this.earlier = earlier.stream().sorted(Comparator.comparingLong(SignedCheckpoint::size)).toList();
        this.faults = faults;
        this.progress = progress;
    }

    void run(EntryConsumer consumer) {
        compareWithEarlier();
        for (long number = 0; number * GrowingTree.TILE_WIDTH < checkpoint.size(); number++) {
            TilePath path = TilePath.implied(TilePath.ENTRIES, number, checkpoint.size()).orElseThrow();
            long first = number * GrowingTree.TILE_WIDTH;
            int read = 0;
            try (InputStream bundle = open(path, first)) {
                while (bundle != null && read < path.width() && next(bundle, path, first + read, consumer)) {
                    read++;
                }
                if (bundle != null && read == path.width() && bundle.read() >= 0) {
                    faults.add(FaultKind.BUNDLE, first + read - 1, path.path() + " has bytes after its last entry");
                }
            } catch (IOException e) {
                faults.add(FaultKind.UNREADABLE, first + read, path.path() + " cannot be read: " + e.getMessage());
            }
            if (read < path.width()) {
                standIn(number, read, path.width(), consumer);
            }
            progress.at("checked", first + path.width(), checkpoint.size());
        }
        tree.finish();
        if (!everyHashKnown) {
            faults.add(FaultKind.ROOT, null, "the root cannot be computed, as entries and their hashes are missing");
        } else if (!Arrays.equals(tree.root(), checkpoint.root())) {
            faults.add(FaultKind.ROOT, null, "the entries do not have the root that the checkpoint signs");
        }
    }

    private @Nullable InputStream open(TilePath path, long first) throws IOException {
        Optional<InputStream> file = export.read(path.path());
        if (file.isEmpty()) {
            faults.add(FaultKind.BUNDLE, first, path.path() + " is missing");
            return null;
        }
        return new BufferedInputStream(file.get(), 1 << 16);
    }

    /** @return false if the bundle ends before the entry does */
    private boolean next(InputStream bundle, TilePath path, long index, EntryConsumer consumer) throws IOException {
        int high = bundle.read();
        int low = bundle.read();
        int length = high << 8 | low;
        if (high < 0 || low < 0 || bundle.readNBytes(entry, 0, length) < length) {
            faults.add(FaultKind.BUNDLE, index, path.path() + " ends before its last entry does");
            return false;
        }
        sha256.leaf(entry, length, hash, 0);
        add(hash, 0);
        consumer.entry(index, entry, length);
        return true;
    }

    private void add(byte[] hashes, int offset) {
        tree.add(hashes, offset);
        compareWithEarlier();
    }

    /** Entries that could not be read have at least the hashes of their tile. */
    private void standIn(long number, int from, int width, EntryConsumer consumer) {
        byte[] hashes = new byte[GrowingTree.TILE_WIDTH * Sha256.LENGTH];
        try {
            TilePath path = TilePath.implied(0, number, checkpoint.size()).orElseThrow();
            byte[] tile = export.read(path.path(), width * Sha256.LENGTH).orElse(new byte[0]);
            everyHashKnown &= tile.length >= width * Sha256.LENGTH;
            System.arraycopy(tile, 0, hashes, 0, Math.min(tile.length, hashes.length));
        } catch (IOException e) {
            everyHashKnown = false;
        }
        for (int i = from; i < width; i++) {
            add(hashes, i * Sha256.LENGTH);
            consumer.missing(number * GrowingTree.TILE_WIDTH + i);
        }
    }

    private void compareWithEarlier() {
        while (nextEarlier < earlier.size() && earlier.get(nextEarlier).size() == tree.size()) {
            SignedCheckpoint old = earlier.get(nextEarlier++);
            if (everyHashKnown && !Arrays.equals(tree.root(), old.root())) {
                faults.add(FaultKind.FORK, old.size() == 0 ? null : old.size() - 1,
                        "the first " + old.size() + " entries do not have the root of the earlier checkpoint");
            }
        }
    }

    private void compare(int level, long number, byte[] hashes, int width) {
        TilePath path = new TilePath(level, number, width);
        long covered = 1L << (8 * level);
        long first = number * GrowingTree.TILE_WIDTH * covered;
        byte[] stored;
        try {
            Optional<byte[]> file = export.read(path.path(), width * Sha256.LENGTH);
            if (file.isEmpty()) {
                faults.add(FaultKind.HASH_TILE, first, path.path() + " is missing");
                return;
            }
            stored = file.get();
        } catch (IOException e) {
            faults.add(FaultKind.UNREADABLE, first, path.path() + " cannot be read: " + e.getMessage());
            return;
        }
        if (stored.length != width * Sha256.LENGTH) {
            faults.add(FaultKind.HASH_TILE, first + Math.min(width - 1, stored.length / Sha256.LENGTH) * covered,
                    path.path() + " has " + (stored.length > width * Sha256.LENGTH ? "more" : "less") + " than " + width
                            + " hashes");
        }
        for (int i = 0; i < Math.min(width, stored.length / Sha256.LENGTH); i++) {
            int from = i * Sha256.LENGTH;
            if (!Arrays.equals(stored, from, from + Sha256.LENGTH, hashes, from, from + Sha256.LENGTH)) {
                faults.add(FaultKind.HASH_TILE, first + i * covered,
                        path.path() + ": hash " + i + " is not that of the entries");
            }
        }
    }
}
