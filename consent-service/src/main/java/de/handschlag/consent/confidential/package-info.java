/**
 * What a young person keeps from their guardians (R12, § 8(3) SGB VIII): items of the catalogue that allow it, and offices. What names a
 * marked one does not exist for a guardian; deciding that stays with whoever shows something to one.
 */
@NullMarked
package de.handschlag.consent.confidential;

import org.jspecify.annotations.NullMarked;
