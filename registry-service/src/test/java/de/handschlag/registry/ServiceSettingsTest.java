package de.handschlag.registry;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.ServiceSettingsTestCase;

@QuarkusTest
class ServiceSettingsTest extends ServiceSettingsTestCase {

    ServiceSettingsTest() {
        super("handschlag.db.session-options");
    }
}
