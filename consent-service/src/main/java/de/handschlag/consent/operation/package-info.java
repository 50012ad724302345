/**
 * What an administrator sees first: what is to be done, and whether relay, topics and log do what they should. Nothing here changes
 * anything.
 */
@NullMarked
package de.handschlag.consent.operation;

import org.jspecify.annotations.NullMarked;
