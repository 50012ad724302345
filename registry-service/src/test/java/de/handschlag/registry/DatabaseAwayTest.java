package de.handschlag.registry;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.DatabaseAwayTestCase;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class DatabaseAwayTest extends DatabaseAwayTestCase {

    DatabaseAwayTest() {
        super("/v1/changes", "/v1/webhook", "/v1/obligations");
    }

    @Override
    protected String token() {
        return TestIdentities.handschlag().agencySystem("database-away", "case-management");
    }
}
