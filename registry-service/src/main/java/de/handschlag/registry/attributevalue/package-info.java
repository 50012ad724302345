/**
 * Values that agencies contribute for their own cases, with source and date.
 */
@NullMarked
package de.handschlag.registry.attributevalue;

import org.jspecify.annotations.NullMarked;
