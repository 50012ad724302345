/** Who talks to the service in tests: agencies and persons, each with a real token. */
@NullMarked
package de.handschlag.consent.actor;

import org.jspecify.annotations.NullMarked;
