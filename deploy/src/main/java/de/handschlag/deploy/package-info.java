/**
 * Everything that runs Handschlag on one machine: the commands behind {@code deploy/run}, {@code deploy/test} and
 * {@code deploy/demo}. The parts that are started are in {@code local}, Keycloak's administration in {@code identity}.
 */
@NullMarked
package de.handschlag.deploy;

import org.jspecify.annotations.NullMarked;
