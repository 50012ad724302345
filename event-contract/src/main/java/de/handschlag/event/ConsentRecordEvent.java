package de.handschlag.event;

import java.util.UUID;

/**
 * A change of one consent record. The type of the event is the status (W3C DPV) that the record now has; after a release from
 * secrecy and its withdrawal, it is still that of {@link ConsentGiven}.
 */
public sealed interface ConsentRecordEvent extends PersonEvent permits ConsentRequested, ConsentGiven, ConsentRefused,
        ConsentWithdrawn, ConsentExpired, ConsentInvalidated, SecrecyReleased, SecrecyReleaseWithdrawn {

    /** The whole record after the change. */
    ConsentRecordState consentRecord();

    @Override
    default String messageKey() {
        return messageKey(dataSubjectId(), consentRecord().consentRecordId());
    }

    /** Compaction key of a consent record. */
    static String messageKey(UUID dataSubjectId, UUID consentRecordId) {
        return dataSubjectId + "/consent-record/" + consentRecordId;
    }
}
