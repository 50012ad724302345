package de.handschlag.event;

import java.util.UUID;

/** The person refused the request (DPV {@code ConsentRefused}). */
public record ConsentRefused(UUID dataSubjectId, long consentRevision,
        ConsentRecordState consentRecord) implements ConsentRecordEvent {}
