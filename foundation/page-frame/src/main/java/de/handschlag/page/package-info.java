/**
 * What all pages below {@code /app} share, whichever service they belong to: the layout and its components as templates, the one
 * list of languages and how one is chosen, the headers, and what a problem looks like to people. What a page is about stands beside
 * the feature's resource in its service.
 */
@NullMarked
package de.handschlag.page;

import org.jspecify.annotations.NullMarked;
