package de.handschlag.event;

import java.util.UUID;

/** The person withdrew the grant (DPV {@code ConsentWithdrawn}; Art. 7(3) GDPR). */
public record ConsentWithdrawn(UUID dataSubjectId, long consentRevision,
        ConsentRecordState consentRecord) implements ConsentRecordEvent {}
