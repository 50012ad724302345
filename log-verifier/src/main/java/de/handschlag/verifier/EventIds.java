package de.handschlag.verifier;

import java.security.SecureRandom;

/**
 * The ids of all events of a log, of each 64 bits that a key of this run makes, so that nobody can choose ids that collide. Two ids of
 * 20 million have the same bits once in 100,000 logs. Takes 11 to 22 bytes per entry. Not thread-safe.
 */
final class EventIds {

    private static final int SHARDS = 256;
    private static final int LEAST = 16;

    private final long keyOfFirst;
    private final long keyOfSecond;
    /** Open addressing by shard, so that one grows at a time; zero is a free place. */
    private final long[][] places = new long[SHARDS][LEAST];
    private final int[] counts = new int[SHARDS];

    EventIds() {
        SecureRandom random = new SecureRandom();
        keyOfFirst = random.nextLong() | 1;
        keyOfSecond = random.nextLong() | 1;
    }

    /**
     * Takes an id.
     *
     * @param id a UUID in lower case, as the entry has it
     * @return false if it was taken before
     */
    boolean add(String id) {
        long first = Long.parseUnsignedLong(id.substring(0, 8) + id.substring(9, 13) + id.substring(14, 18), 16);
        long second = Long.parseUnsignedLong(id.substring(19, 23) + id.substring(24), 16);
        long mixed = mix(mix(first * keyOfFirst + keyOfSecond) ^ second * keyOfSecond);
        long print = mixed == 0 ? 1 : mixed;
        int shard = (int) (print >>> 56);
        if (counts[shard] * 4L >= places[shard].length * 3L) {
            grow(shard);
        }
        boolean isNew = put(places[shard], print);
        if (isNew) {
            counts[shard]++;
        }
        return isNew;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    private void grow(int shard) {
        long[] larger = new long[places[shard].length * 2];
        for (long print : places[shard]) {
            if (print != 0) {
                put(larger, print);
            }
        }
        places[shard] = larger;
    }

    private static boolean put(long[] table, long print) {
        int mask = table.length - 1;
        int at = (int) print & mask;
        while (table[at] != 0) {
            if (table[at] == print) {
                return false;
            }
            at = at + 1 & mask;
        }
        table[at] = print;
        return true;
    }
}
