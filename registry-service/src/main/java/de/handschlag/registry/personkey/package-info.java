/**
 * Envelope encryption of values: each person has a key, and a master key from a file outside the database seals the persons'
 * keys. Erasing a person's key erases the values (G5).
 */
@NullMarked
package de.handschlag.registry.personkey;

import org.jspecify.annotations.NullMarked;
