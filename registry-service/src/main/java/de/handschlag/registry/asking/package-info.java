/**
 * What the consent-service does for a caseworker, by the caseworker's own token: ask a person for a consent, take a request back, list
 * the own requests and cases, and make a code with which a person binds a login. Nothing of it is kept here.
 */
@NullMarked
package de.handschlag.registry.asking;

import org.jspecify.annotations.NullMarked;
