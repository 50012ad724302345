/**
 * The installation's secret, from which each use derives a key of its own.
 */
@NullMarked
package de.handschlag.registry.secret;

import org.jspecify.annotations.NullMarked;
