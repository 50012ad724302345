package de.handschlag.audit.session;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.BrowserDoorTestCase;

@QuarkusTest
class BrowserDoorTest extends BrowserDoorTestCase {

    BrowserDoorTest() {
        super(8083, "dpo");
    }
}
