/**
 * The registry keeps, per agency, what it may see of which person for which purpose, in step with the consent events, and
 * answers the agencies' reads with exactly that. It holds attribute values; it holds no logins and no reasons of refusals.
 */
@NullMarked
package de.handschlag.registry;

import org.jspecify.annotations.NullMarked;
