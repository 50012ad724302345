package de.handschlag.event;

import java.util.UUID;

/**
 * The grant or request lost its basis, for instance because the purpose or recipient changed (R7), or a later grant took the
 * grant's place (DPV {@code ConsentInvalidated}).
 */
public record ConsentInvalidated(UUID dataSubjectId, long consentRevision,
        ConsentRecordState consentRecord) implements ConsentRecordEvent {}
