/**
 * Texts of pages on their way to translators and back: out as a table that a spreadsheet opens, in again with the name of who
 * approved them (R32).
 */
@NullMarked
package de.handschlag.deploy.translation;

import org.jspecify.annotations.NullMarked;
