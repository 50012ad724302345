/**
 * Questions to the log that are asked again and again, under a name. Running one is a query like any other: with its purpose, and
 * recorded before it is answered (R29).
 */
@NullMarked
package de.handschlag.audit.asking.savedsearch;

import org.jspecify.annotations.NullMarked;
