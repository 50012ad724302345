package de.handschlag.audit;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.IssuerBindingTestCase;

@QuarkusTest
@DisplayName("What a second issuer may say")
class IssuerBindingTest extends IssuerBindingTestCase {

    IssuerBindingTest() {
        super("/v1/my/accesses", new Door("dpo", "/v1/log-entries?queryPurpose=incident"),
                new Door("dpo", "/v1/legal-holds"));
    }
}
