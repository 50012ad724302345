/**
 * The Merkle tree of RFC 6962 as it grows entry by entry, and its tiles (C2SP tlog-tiles). Memory does not depend on the
 * size of the log.
 */
@NullMarked
package de.handschlag.verifier.tree;

import org.jspecify.annotations.NullMarked;
