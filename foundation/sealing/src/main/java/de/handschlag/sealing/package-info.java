/**
 * Sealing: encryption that also notices changes. Keys come from files that an operator keeps outside of all databases; the
 * first key of a file seals and all of them open, so that keys can be exchanged while the services run. {@code RevisionTokens}
 * are sealed by the consent-service and opened by the registry-service, which share a key file for that.
 */
@NullMarked
package de.handschlag.sealing;

import org.jspecify.annotations.NullMarked;
