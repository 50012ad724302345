package de.handschlag.registry.deferral;

import java.time.Instant;
import java.util.UUID;

/**
 * The deferral that a read names and that is in force for it.
 *
 * @param dataSubjectId the only person whose reads it defers
 * @param reason        why, as the employee who asked for it typed it
 * @param endsAt        the person is not shown the read before then, unless it is lifted
 */
public record NamedNoticeDeferral(UUID noticeDeferralId, UUID dataSubjectId, String reason, Instant endsAt) {}
