package de.handschlag.event;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The person released one source from its duty of secrecy (§ 203 StGB), for the recipient, the attributes and the purpose of a
 * grant that is in force. It is a declaration of its own, beside the consent (R9).
 *
 * @param consentRecord  the grant, as it stands with the release; it is still given
 * @param sourceAgencyId whose values the recipient may now read; one of the record's {@code releasedSources}
 * @param evidence       what shows that the release was informed, and whose it was
 * @param byLoginBinding binding of the login that declared it (R35); null if not recorded
 */
public record SecrecyReleased(UUID dataSubjectId, long consentRevision, ConsentRecordState consentRecord,
        String sourceAgencyId, ConsentEvidence evidence, @Nullable UUID byLoginBinding) implements ConsentRecordEvent {}
