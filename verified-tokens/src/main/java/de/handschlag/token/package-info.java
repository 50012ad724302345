/**
 * Spares the services to verify the same access token at every request (ADR 7). To be on the class path is enough; how long a
 * token is remembered is a setting.
 */
@NullMarked
package de.handschlag.token;

import org.jspecify.annotations.NullMarked;
