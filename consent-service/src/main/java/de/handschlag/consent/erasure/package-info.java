/**
 * A person has themself erased (Art. 17 GDPR), and is told when no read discloses anything about them any more. What is erased,
 * every feature knows for itself ({@code PersonErasure}).
 */
@NullMarked
package de.handschlag.consent.erasure;

import org.jspecify.annotations.NullMarked;
