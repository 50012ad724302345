package de.handschlag.registry;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.TablesTestCase;

@QuarkusTest
class TablesTest extends TablesTestCase {

    TablesTest() {
        super("registry-service");
    }
}
