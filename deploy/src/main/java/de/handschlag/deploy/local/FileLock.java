package de.handschlag.deploy.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two JVMs from preparing the same shared directory at once. */
public final class FileLock {

    /** What is done while the lock is held. */
    public interface Action {
        void run() throws IOException, InterruptedException;
    }

    private FileLock() {}

    public static synchronized void whileHolding(Path lockFile, Action action) {
        try {
            Files.createDirectories(lockFile.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    java.nio.channels.FileLock _ = channel.lock()) {
                action.run();
            }
        } catch (IOException e) {
            throw new StackException("Cannot prepare " + lockFile.getParent() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while preparing " + lockFile.getParent(), e);
        }
    }
}
