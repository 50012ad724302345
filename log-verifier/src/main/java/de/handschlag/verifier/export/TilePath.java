package de.handschlag.verifier.export;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Path of a hash tile or entry bundle (C2SP tlog-tiles).
 *
 * @param level of a hash tile; {@link #ENTRIES} for a bundle
 * @param width 1 to 256
 */
public record TilePath(int level, long number, int width) {

    public static final int ENTRIES = -1;

    private static final int FULL = 256;
    private static final Pattern FORM = Pattern
            .compile("tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

    /** The tile of this number as a log of this size has it, if it has it at all. */
    public static Optional<TilePath> implied(int level, long number, long size) {
        int hashLevel = Math.max(level, 0);
        if (hashLevel > 7) {
            return Optional.empty();
        }
        long hashes = size >> (8 * hashLevel);
        long width = Math.min(FULL, hashes - number * FULL);
        return width <= 0 ? Optional.empty() : Optional.of(new TilePath(level, number, (int) width));
    }

    /** Empty if it is not the one path of a tile. */
    public static Optional<TilePath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        TilePath tile = new TilePath(matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1)),
                Long.parseLong(matcher.group(2).replace("x", "").replace("/", "")),
                matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3)));
        return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
    }

    public String path() {
        StringBuilder path = new StringBuilder("%03d".formatted(number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + path + (width == FULL ? "" : ".p/" + width);
    }
}
