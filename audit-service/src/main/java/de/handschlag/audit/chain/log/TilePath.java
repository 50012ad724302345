package de.handschlag.audit.chain.log;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a tile (C2SP tlog-tiles).
 *
 * @param width number of hashes, 1 to 256
 */
record TilePath(int level, long number, int width) {

    /** Groups of three digits, all but the last with an x before; the first group of several is not x000. */
    private static final Pattern FORM = Pattern
            .compile("((?:x(?!000)[0-9]{3}/(?:x[0-9]{3}/){0,4})?[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** The positions of the hashes of larger ones would overflow. */
    private static final long LARGEST_NUMBER = Long.MAX_VALUE / HashTiles.TILE_WIDTH - 1;

    private static final Pattern LEVEL = Pattern.compile("[0-9]|[1-5][0-9]|6[0-3]");

    /** The tile with this address below {@code tile/<L>/}; empty if that is no address. */
    static Optional<TilePath> parse(String level, String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches() || !LEVEL.matcher(level).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1).replace("x", "").replace("/", ""));
        int width = matcher.group(2) == null ? HashTiles.TILE_WIDTH : Integer.parseInt(matcher.group(2));
        boolean partial = matcher.group(2) != null;
        return number > LARGEST_NUMBER || partial && width >= HashTiles.TILE_WIDTH
                ? Optional.empty()
                : Optional.of(new TilePath(Integer.parseInt(level), number, width));
    }

    /** Its address below {@code tile/<L>/}, which {@link #parse} understands. */
    String path() {
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "%03d", number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        return width == HashTiles.TILE_WIDTH ? path.toString() : path + ".p/" + width;
    }

    /** Position of its first hash on its level. */
    long firstHash() {
        return number * HashTiles.TILE_WIDTH;
    }

    /** Whether a tree of this size has all of its hashes. */
    boolean existsIn(long size) {
        return level < HashTiles.LEVELS && firstHash() + width <= size >> (level * HashTiles.TILE_BITS);
    }
}
