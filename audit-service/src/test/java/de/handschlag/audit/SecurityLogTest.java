package de.handschlag.audit;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.SecurityLogTestCase;

@QuarkusTest
@DisplayName("The operator's log of refused calls")
class SecurityLogTest extends SecurityLogTestCase {

    SecurityLogTest() {
        super("/v1/log-entries?queryPurpose=incident&agencyId=a&caseReference=%s", "GET /v1/log-entries");
    }
}
