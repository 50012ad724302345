/**
 * Says to the consent-service that there is something to tell a person, and not what (R41, ADR 71). Features that know of something keep, beside what
 * they know, whether it was said, and say it from there until it was: nothing is lost with a replica, and nobody waits for it.
 */
@NullMarked
package de.handschlag.registry.personnews;

import org.jspecify.annotations.NullMarked;
