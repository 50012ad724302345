package de.handschlag.event;

import java.util.UUID;

/** The grant reached its expiry (DPV {@code ConsentExpired}). */
public record ConsentExpired(UUID dataSubjectId, long consentRevision,
        ConsentRecordState consentRecord) implements ConsentRecordEvent {}
