package de.handschlag.consent;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.ServiceSettingsTestCase;

@QuarkusTest
class ServiceSettingsTest extends ServiceSettingsTestCase {

    ServiceSettingsTest() {
        super();
    }
}
