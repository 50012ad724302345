package de.handschlag.faultagent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** The system's clock with an offset that somebody else sets while the process runs: a step of the clock. */
public final class SteppedClock extends Clock {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static volatile Duration offset = Duration.ZERO;

    private final ZoneId zone;

    private SteppedClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Follows a file that holds the offset in milliseconds; without the file the clock is right. */
    static void follow(Path file) {
        Thread.ofPlatform().name("fault-agent-clock").daemon().start(() -> {
            while (true) {
                offset = read(file);
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        });
    }

    private static Duration read(Path file) {
        try {
            return Duration.ofMillis(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /** In place of {@link Instant#now()}. */
    public static Instant now() {
        return Instant.now().plus(offset);
    }

    /** In place of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + offset.toMillis();
    }

    /** In place of {@link Clock#systemUTC()}. */
    public static Clock systemUTC() {
        return new SteppedClock(ZoneOffset.UTC);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteppedClock(other);
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SteppedClock clock && clock.zone.equals(zone);
    }

    @Override
    public int hashCode() {
        return zone.hashCode();
    }
}
