package de.handschlag.deploy.local;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A process id together with the moment that the process started; the pair is unique as long as the machine runs. */
final class PidFile {

    private PidFile() {}

    static String of(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "\n";
    }

    /** The living process that the text names; null if it is gone or its id belongs to another one now. */
    static @Nullable ProcessHandle find(String text) {
        String[] parts = text.strip().split(" ");
        if (parts.length != 2) {
            return null;
        }
        return ProcessHandle.of(Long.parseLong(parts[0])).filter(ProcessHandle::isAlive)
                .filter(process -> of(process).equals(text.strip() + "\n")).orElse(null);
    }
}
