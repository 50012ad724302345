package de.handschlag.consent.consentrecord;

import java.util.List;

/** A request that was found to be permitted; attributes sorted, each once. */
record RequestedConsent(String agencyId, String agencyType, String dataProtectionRegime, String caseReference,
        String purpose, List<String> attributes, String legalBasis, int months) {}
