package de.handschlag.registry.sharingview;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A run; {@code finishedAt}, {@code differences} and {@code failure} are null until they are known. */
record ViewRebuildRun(UUID rebuildId, boolean checkOnly, Instant startedAt, @Nullable Instant finishedAt,
        long recordsRead, long recordsTotal, @Nullable ViewDifferences differences, @Nullable String failure) {}
