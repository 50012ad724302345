package de.handschlag.verifier;

import java.io.PrintStream;
import java.util.Locale;

/** One line on standard error that fills; says nothing unless it is wanted. */
final class ProgressBar {

    private static final int WIDTH = 40;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean wanted;
    private final long begin = System.nanoTime();
    private long drawn = begin;

    ProgressBar(PrintStream out, boolean wanted) {
        this.out = out;
        this.wanted = wanted;
    }

    void at(String what, long done, long all) {
        long now = System.nanoTime();
        if (!wanted || (done < all && now - drawn < REDRAW_NANOS)) {
            return;
        }
        drawn = now;
        int filled = (int) (WIDTH * ((double) done / all));
        double seconds = (now - begin) / 1e9;
        out.print("\r[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] "
                + String.format(Locale.ROOT, "%s %d of %d entries, %.0f s", what, done, all, seconds));
        if (done >= all) {
            out.println();
        }
        out.flush();
    }

    /** Makes room for a line of another kind. */
    void interrupt() {
        if (wanted) {
            out.print("\r" + " ".repeat(WIDTH + 50) + "\r");
            out.flush();
        }
    }
}
