package de.handschlag.audit;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.OpenApiTestCase;

@QuarkusTest
class OpenApiDocumentTest extends OpenApiTestCase {}
