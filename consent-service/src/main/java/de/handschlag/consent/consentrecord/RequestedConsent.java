package de.handschlag.consent.consentrecord;

import java.util.List;

/**
 * A request that was found to be permitted.
 *
 * @param recipientVersion how often the agency had become another recipient (R7)
 * @param attributes       sorted, each once
 */
public record RequestedConsent(String agencyId, String agencyType, int recipientVersion, String caseReference,
        String purpose, List<String> attributes, String legalBasis, int months) {}
