package de.handschlag.securitylog;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts refused calls by their kind and says when a line is due: each of the first ones in a minute, and at its end one line for the
 * rest of them. So a flood of refusals is no flood of lines, and none is left out of the counts.
 */
final class RefusedCalls {

    /** More kinds than there are clients times operations in one minute of a normal day; what comes beyond is counted together. */
    private static final int KINDS = 1_000;
    /** Lines at once in a minute, whatever there is of kinds. */
    private static final int MOST_LINES = 300;
    private static final RefusedCall OTHERS = new RefusedCall(0, "others", RefusedCall.UNKNOWN, RefusedCall.UNKNOWN);

    private final int linesPerMinute;
    private Map<RefusedCall, Count> counts = new HashMap<>();
    private int lines;

    RefusedCalls(int linesPerMinute) {
        this.linesPerMinute = linesPerMinute;
    }

    /** What one kind of call had in this minute. */
    private static final class Count {
        private int lines;
        private long withoutLine;
    }

    /** @return whether a line is due at once */
    synchronized boolean add(RefusedCall call) {
        RefusedCall kind = counts.size() < KINDS || counts.containsKey(call) ? call : OTHERS;
        Count count = counts.computeIfAbsent(kind, _ -> new Count());
        if (!kind.equals(OTHERS) && count.lines < linesPerMinute && lines < MOST_LINES) {
            count.lines++;
            lines++;
            return true;
        }
        count.withoutLine++;
        return false;
    }

    /** The minute is over: how many of each kind have had no line. */
    synchronized Map<RefusedCall, Long> rest() {
        Map<RefusedCall, Long> rest = new HashMap<>();
        counts.forEach((call, count) -> {
            if (count.withoutLine > 0) {
                rest.put(call, count.withoutLine);
            }
        });
        counts = new HashMap<>();
        lines = 0;
        return rest;
    }
}
