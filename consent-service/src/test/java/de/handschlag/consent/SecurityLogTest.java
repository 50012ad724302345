package de.handschlag.consent;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.SecurityLogTestCase;

@QuarkusTest
@DisplayName("The operator's log of refused calls")
class SecurityLogTest extends SecurityLogTestCase {

    SecurityLogTest() {
        super("/v1/me/consent-records/%s", "GET /v1/me/consent-records/{consentRecordId}");
    }
}
