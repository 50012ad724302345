package de.handschlag.audit;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.TablesTestCase;

@QuarkusTest
class TablesTest extends TablesTestCase {

    TablesTest() {
        super("audit-service");
    }
}
