package de.handschlag.deploy.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whether {@code setsid} (util-linux; absent on macOS) can give a process a session of its own. */
public final class OwnSession {

    public static final boolean AVAILABLE = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(directory -> !directory.isEmpty() && Files.isExecutable(Path.of(directory, "setsid")));

    private OwnSession() {}
}
