/**
 * What an agency has changed at the consent-service itself, it may read here at once: it sends the token that it got for the
 * change. This package opens the token, and says when everything that came before a request is in the views.
 */
@NullMarked
package de.handschlag.registry.revision;

import org.jspecify.annotations.NullMarked;
