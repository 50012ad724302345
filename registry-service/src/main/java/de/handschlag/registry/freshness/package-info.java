/**
 * How old the registry's view may be, and how old it is (G2).
 */
@NullMarked
package de.handschlag.registry.freshness;

import org.jspecify.annotations.NullMarked;
