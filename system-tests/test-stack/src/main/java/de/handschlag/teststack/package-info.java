/**
 * For the services' tests: {@link de.handschlag.teststack.StackTestResource} starts the embedded stack around a
 * {@code @QuarkusTest}, {@link de.handschlag.teststack.TestIdentities} gets real tokens from its Keycloak, and
 * {@link de.handschlag.teststack.TestStack} lets a test disturb it.
 */
@NullMarked
package de.handschlag.teststack;

import org.jspecify.annotations.NullMarked;
