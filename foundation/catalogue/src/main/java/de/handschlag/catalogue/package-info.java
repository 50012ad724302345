/**
 * The catalogue that consents and statutory reads are made of: which attributes, purposes and types of agency exist, who may
 * read what for what on which basis, and what values look like. It is read from the CSV files of one folder; files that do not
 * fit together are refused, all mistakes at once.
 */
@NullMarked
package de.handschlag.catalogue;

import org.jspecify.annotations.NullMarked;
