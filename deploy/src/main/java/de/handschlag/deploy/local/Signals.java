package de.handschlag.deploy.local;

import java.io.IOException;

/** POSIX signals to one process. */
final class Signals {

    private Signals() {}

    /** Sends a signal such as {@code STOP}; a process that is gone is no error. */
    static void send(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new StackException("Cannot send SIG" + signal + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
