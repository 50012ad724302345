package de.handschlag.consent;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

import de.handschlag.deploy.test.StackTestResource;

/** Starts PostgreSQL, Kafka and Keycloak once for all tests of this module. */
@QuarkusTestResource(value = StackTestResource.class, initArgs = @ResourceArg(name = "service", value = "consent"))
final class ConsentServiceStack {

    private ConsentServiceStack() {}
}
