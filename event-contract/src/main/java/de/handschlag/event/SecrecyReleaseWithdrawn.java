package de.handschlag.event;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A release from secrecy ended (R9): the person took it back, or its source became another agency (R7). The grant itself goes on; where it ends, its releases end with it, and no
 * event like this one tells of that.
 *
 * @param consentRecord  the grant, as it stands without the release; it is still given
 * @param sourceAgencyId whose values the recipient may read no more; none of the record's {@code releasedSources}
 * @param byLoginBinding binding of the login that took it back (R35); null if none did, or it is not recorded
 */
public record SecrecyReleaseWithdrawn(UUID dataSubjectId, long consentRevision, ConsentRecordState consentRecord,
        String sourceAgencyId, @Nullable UUID byLoginBinding) implements ConsentRecordEvent {}
