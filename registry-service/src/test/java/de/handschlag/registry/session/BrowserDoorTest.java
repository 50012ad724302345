package de.handschlag.registry.session;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.BrowserDoorTestCase;

@QuarkusTest
class BrowserDoorTest extends BrowserDoorTestCase {

    BrowserDoorTest() {
        super(8082, "caseworker");
    }
}
