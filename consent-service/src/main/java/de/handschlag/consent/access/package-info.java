/** What the log tells a person of accesses to their data, asked for with the person's own token. */
@NullMarked
package de.handschlag.consent.access;

import org.jspecify.annotations.NullMarked;
