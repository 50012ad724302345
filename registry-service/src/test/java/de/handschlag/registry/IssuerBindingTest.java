package de.handschlag.registry;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.IssuerBindingTestCase;

@QuarkusTest
@DisplayName("What a second issuer may say")
class IssuerBindingTest extends IssuerBindingTestCase {

    IssuerBindingTest() {
        super("/v1/my/attribute-values", new Door("agency-system", "/v1/cases/C-1/view?purpose=case-management"),
                new Door("agency-system", "/v1/changes"), new Door("caseworker", "/v1/cases/C-1/attributes"),
                new Door("dpo", "/v1/emergency-accesses"), new Door("admin", "/v1/blocking-records"));
    }
}
