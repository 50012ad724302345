/**
 * The demonstration municipality: agencies and persons made from a seed, so that everybody sees the same, and loaded through
 * the public APIs as real agencies and persons would. All names, addresses and values are invented.
 */
@NullMarked
package de.handschlag.deploy.demonstration;

import org.jspecify.annotations.NullMarked;
