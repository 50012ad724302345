package de.handschlag.audit;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.DatabaseAwayTestCase;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class DatabaseAwayTest extends DatabaseAwayTestCase {

    DatabaseAwayTest() {
        super("/v1/log-entries?queryPurpose=incident",
                "/v1/log-entries/counts?queryPurpose=incident&from=2026-11-01&to=2026-11-02",
                "/v1/log-anomalies?queryPurpose=incident&from=2026-11-01&to=2026-11-02",
                "/v1/log-digests/2026-W40?queryPurpose=incident", "/v1/legal-holds", "/v1/retention-policies",
                "/v1/saved-searches");
    }

    @Override
    protected String token() {
        return TestIdentities.handschlag().dpo();
    }
}
