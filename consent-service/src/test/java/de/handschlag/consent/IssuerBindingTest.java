package de.handschlag.consent;

import org.junit.jupiter.api.DisplayName;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.IssuerBindingTestCase;

@QuarkusTest
@DisplayName("What a second issuer may say")
class IssuerBindingTest extends IssuerBindingTestCase {

    IssuerBindingTest() {
        super("/v1/me", new Door("agency-system", "/v1/consent-requests"),
                new Door("caseworker", "/v1/consent-requests"), new Door("admin", "/v1/notices/completeness"));
    }
}
