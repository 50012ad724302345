package de.handschlag.consent;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.DatabaseAwayTestCase;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class DatabaseAwayTest extends DatabaseAwayTestCase {

    DatabaseAwayTest() {
        super("/v1/me", "/v1/me/consent-records", "/v1/me/login-bindings");
    }

    @Override
    protected String token() {
        return TestIdentities.handschlag().dataSubject("database-away");
    }
}
