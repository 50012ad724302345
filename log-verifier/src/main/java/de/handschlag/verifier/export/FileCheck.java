package de.handschlag.verifier.export;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;

/** Whether an export has files beyond those that its size implies: what nobody checks could be taken for checked. */
public final class FileCheck {

    private static final Set<String> PLAIN = Set.of(Export.CHECKPOINT, Export.COSIGNED, Export.VERIFIER_KEY,
            Export.PAYLOADS, Export.MANIFEST);
    private static final Pattern TIMESTAMP = Pattern.compile("timestamps/([1-9][0-9]{0,17})\\.(?:checkpoint|tsr)");

    private final Set<String> seenPlain = new HashSet<>();
    private final Map<Integer, BitSet> seenTiles = new HashMap<>();
    private final SortedSet<Long> timestamps = new TreeSet<>();

    /**
     * Names each file that is too many. What is missing is found when it is to be read.
     *
     * @return how many bundles there are
     */
    public long run(Export export, long size, Faults faults) throws IOException {
        export.forEachPath(path -> {
            Matcher timestamp = TIMESTAMP.matcher(path);
            boolean isTimestamp = timestamp.matches() && Long.parseLong(timestamp.group(1)) <= size;
            if (isTimestamp) {
                timestamps.add(Long.parseLong(timestamp.group(1)));
            }
            if (isTimestamp || PLAIN.contains(path)) {
                if (!seenPlain.add(path)) {
                    faults.add(FaultKind.UNEXPECTED_FILE, null, path + " is there twice");
                }
                return;
            }
            Optional<TilePath> tile = TilePath.parse(path);
            if (tile.isEmpty()) {
                faults.add(FaultKind.UNEXPECTED_FILE, null, path + " is no path of an export");
            } else if (tile.get().number() >= Integer.MAX_VALUE
                    || !TilePath.implied(tile.get().level(), tile.get().number(), size).equals(tile)) {
                faults.add(FaultKind.UNEXPECTED_FILE, null, path + " is not implied by a size of " + size);
            } else if (seen(tile.get())) {
                faults.add(FaultKind.UNEXPECTED_FILE, null, path + " is there twice");
            }
        });
        return seenTiles.getOrDefault(TilePath.ENTRIES, new BitSet()).cardinality();
    }

    /** Sizes for which there is a time stamp, or a half of one; the smallest first. */
    public SortedSet<Long> timestamps() {
        return timestamps;
    }

    private boolean seen(TilePath tile) {
        BitSet numbers = seenTiles.computeIfAbsent(tile.level(), level -> new BitSet());
        boolean seen = numbers.get((int) tile.number());
        numbers.set((int) tile.number());
        return seen;
    }
}
