/**
 * The agency's side of a consent: it asks, lists what it asked, takes a request back, learns whether there is a permission,
 * nothing more (R10), and records that a person withdrew without a login. What becomes of a request is the consent record's.
 */
@NullMarked
package de.handschlag.consent.consentrequest;

import org.jspecify.annotations.NullMarked;
