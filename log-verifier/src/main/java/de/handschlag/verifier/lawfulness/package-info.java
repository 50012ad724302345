/**
 * Whether each disclosure was covered, at its moment, by a grant or a norm that stands in the log before it. The history
 * of consents is read first, then every disclosure is held against it; memory grows with the grants.
 */
@NullMarked
package de.handschlag.verifier.lawfulness;

import org.jspecify.annotations.NullMarked;
