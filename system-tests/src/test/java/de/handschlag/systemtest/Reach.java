package de.handschlag.systemtest;

import java.util.function.Supplier;

/**
 * What somebody reaches for: all that a request can name. Two reaches of one row of the leak table differ in what is hidden
 * only; what takes its place in the other one does not exist, and is as long.
 *
 * @param token      of who asks; its value null without a token
 * @param attributes keys that are asked for, with commas; null for all
 * @param employee   on whose behalf a system asks
 * @param cursor     of a feed; null for its beginning
 * @param revision   of the header Consent-Revision
 */
record Reach(Supplier<String> token, String caseReference, String purpose, String attributes, String consentRequest,
        String obligation, String emergencyAccess, String employee, String cursor, String entityTag, String logIndex,
        String person, String revision) {

    Reach caseReference(String value) {
        return new Reach(token, value, purpose, attributes, consentRequest, obligation, emergencyAccess, employee,
                cursor, entityTag, logIndex, person, revision);
    }

    Reach purpose(String value) {
        return new Reach(token, caseReference, value, attributes, consentRequest, obligation, emergencyAccess, employee,
                cursor, entityTag, logIndex, person, revision);
    }

    Reach attributes(String value) {
        return new Reach(token, caseReference, purpose, value, consentRequest, obligation, emergencyAccess, employee,
                cursor, entityTag, logIndex, person, revision);
    }

    Reach consentRequest(String value) {
        return new Reach(token, caseReference, purpose, attributes, value, obligation, emergencyAccess, employee,
                cursor, entityTag, logIndex, person, revision);
    }

    Reach obligation(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, value, emergencyAccess, employee,
                cursor, entityTag, logIndex, person, revision);
    }

    Reach emergencyAccess(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, obligation, value, employee, cursor,
                entityTag, logIndex, person, revision);
    }

    Reach cursor(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, obligation, emergencyAccess,
                employee, value, entityTag, logIndex, person, revision);
    }

    Reach entityTag(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, obligation, emergencyAccess,
                employee, cursor, value, logIndex, person, revision);
    }

    Reach logIndex(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, obligation, emergencyAccess,
                employee, cursor, entityTag, value, person, revision);
    }

    Reach person(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, obligation, emergencyAccess,
                employee, cursor, entityTag, logIndex, value, revision);
    }

    Reach revision(String value) {
        return new Reach(token, caseReference, purpose, attributes, consentRequest, obligation, emergencyAccess,
                employee, cursor, entityTag, logIndex, person, value);
    }
}
