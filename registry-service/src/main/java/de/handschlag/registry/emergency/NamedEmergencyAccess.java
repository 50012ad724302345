package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The emergency access that a read names, of the same agency.
 *
 * @param open                it covers this read: same client, employee, case and purpose, and not over yet
 * @param norm                its named basis
 * @param attributes          keys that it covers
 * @param noticeDeferredUntil the person is not shown it before then; null if at once
 */
public record NamedEmergencyAccess(UUID emergencyAccessId, boolean open, UUID dataSubjectId, String norm,
        List<String> attributes, @Nullable Instant noticeDeferredUntil) {}
