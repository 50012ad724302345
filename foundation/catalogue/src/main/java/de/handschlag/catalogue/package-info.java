/**
 * The catalogue that consents and statutory reads are made of: which attributes, purposes and types of agency exist, who may
 * read what for what on which basis, and what values look like. It is read from the CSV files of one folder; files that do not
 * fit together are refused, all mistakes at once.
 *
 * <p>What an entry is called in a language of R31 says {@code catalogue.labels("ar").of(attribute)}, likewise for purposes, types of
 * agency and codes, and {@code plainly(purpose)} for the sentence that says what a purpose is. German and English stand in the main
 * files, each other language in {@code labels/<tag>.csv}. Without such a file the labels are German, and {@code language()} says so:
 * a page then marks them up with {@code lang="de"}.
 */
@NullMarked
package de.handschlag.catalogue;

import org.jspecify.annotations.NullMarked;
