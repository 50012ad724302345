package de.handschlag.consent.consentrequest;

import java.util.UUID;

import de.handschlag.consent.consentrecord.AskedConsents.Withdrawn;
import de.handschlag.consent.enforcement.Enforcement;
import de.handschlag.event.WithdrawalEvidence.Channel;

/**
 * A withdrawal as the agency sees it that recorded it. Neither a time nor a revision is in it that depends on what else the person does (R37).
 *
 * @param channel     as it was recorded first
 * @param enforcement "enforced": no read that begins from now on sees the data (G1)
 */
record ConsentRequestWithdrawal(UUID consentRequestId, Channel channel, Enforcement.State enforcement) {

    static ConsentRequestWithdrawal of(UUID consentRequestId, Withdrawn withdrawn, Enforcement state) {
        return new ConsentRequestWithdrawal(consentRequestId, withdrawn.recorded().channel(), state.enforcement());
    }
}
