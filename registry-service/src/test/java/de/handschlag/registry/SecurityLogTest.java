package de.handschlag.registry;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.SecurityLogTestCase;

@QuarkusTest
@DisplayName("The operator's log of refused calls")
class SecurityLogTest extends SecurityLogTestCase {

    SecurityLogTest() {
        super("/v1/cases/case-%s/view?purpose=case-management", "GET /v1/cases/{caseReference}/view");
    }
}
