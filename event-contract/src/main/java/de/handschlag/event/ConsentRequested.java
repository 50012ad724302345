package de.handschlag.event;

import java.util.UUID;

/** An agency asked the person for a consent; nothing is decided (DPV {@code ConsentRequested}). */
public record ConsentRequested(UUID dataSubjectId, long consentRevision,
        ConsentRecordState consentRecord) implements ConsentRecordEvent {}
