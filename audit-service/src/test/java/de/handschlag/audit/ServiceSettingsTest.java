package de.handschlag.audit;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.ServiceSettingsTestCase;

@QuarkusTest
class ServiceSettingsTest extends ServiceSettingsTestCase {

    ServiceSettingsTest() {
        super("handschlag.db.statement-timeout");
    }
}
