package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.util.Locale;

import de.handschlag.deploy.demonstration.Progress;

/** One line that fills; on something that is no terminal, a line per tenth. */
final class ProgressBar implements Progress {

    private static final int WIDTH = 40;

    private final PrintStream out;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final long begin = System.nanoTime();
    private int tenths = -1;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void at(String what, int done, int all) {
        int filled = all == 0 ? WIDTH : done * WIDTH / all;
        if (terminal) {
            out.print("\r  [" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + String.format(Locale.ROOT,
                    "%3d %% %-28s %3.0f s", all == 0 ? 100 : done * 100 / all, what, seconds()));
            if (done == all) {
                out.println();
            }
            out.flush();
        } else if (all > 0 && done * 10 / all != tenths) {
            tenths = done * 10 / all;
            out.printf(Locale.ROOT, "  %3d %% %s, %.0f s%n", done * 100 / all, what, seconds());
        }
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
