/**
 * For the services' tests: {@link de.handschlag.deploy.test.StackTestResource} starts the embedded stack around a
 * {@code @QuarkusTest}, {@link de.handschlag.deploy.test.TestIdentities} gets real tokens from its Keycloak, and
 * {@link de.handschlag.deploy.test.TestStack} lets a test disturb it.
 */
@NullMarked
package de.handschlag.deploy.test;

import org.jspecify.annotations.NullMarked;
