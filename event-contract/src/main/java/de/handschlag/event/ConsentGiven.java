package de.handschlag.event;

import java.util.UUID;

/** The person gave the consent; from now on it is a grant (DPV {@code ConsentGiven}). */
public record ConsentGiven(UUID dataSubjectId, long consentRevision,
        ConsentRecordState consentRecord) implements ConsentRecordEvent {}
