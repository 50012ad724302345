/**
 * Proofs that a list of entries about a person is all there is, held against the exported log: the tree's root in the entry, the
 * person's leaf or its neighbours, and every payload that names the person.
 */
@NullMarked
package de.handschlag.verifier.completeness;

import org.jspecify.annotations.NullMarked;
