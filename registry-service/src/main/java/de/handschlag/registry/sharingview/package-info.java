/**
 * Keeps the sharing views in step with the consent events: one active consumer, views and offsets in one
 * transaction, an enforcement receipt for each revision applied (G1).
 */
@NullMarked
package de.handschlag.registry.sharingview;

import org.jspecify.annotations.NullMarked;
