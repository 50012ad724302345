package de.handschlag.audit.asking.export;

import java.io.IOException;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * The right to make the one export that runs, held from before it is recorded. It is given back when the archive is written, or
 * when the answer has ended without anybody writing: one that nobody fetches must not keep it.
 */
final class ExportPermit {

    private final Semaphore permits;
    private boolean writing;
    private boolean givenBack;

    private ExportPermit(Semaphore permits) {
        this.permits = permits;
    }

    /** Null while another export holds it. */
    static @Nullable ExportPermit of(Semaphore permits) {
        return permits.tryAcquire() ? new ExportPermit(permits) : null;
    }

    synchronized void beginWriting() throws IOException {
        if (givenBack) {
            throw new IOException("the answer of this export has ended");
        }
        writing = true;
    }

    synchronized void endWriting() {
        writing = false;
        giveBack();
    }

    /** The answer has ended, or will not be made; whoever still writes gives the permit back afterwards. */
    synchronized void giveBack() {
        if (!writing && !givenBack) {
            givenBack = true;
            permits.release();
        }
    }
}
