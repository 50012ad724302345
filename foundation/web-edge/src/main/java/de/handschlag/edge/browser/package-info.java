/**
 * The browser's door: what every service does so that a login in a browser is worth something on the pages below
 * {@code /app} and nowhere else. Cookies are read there only, a change comes from the service's own pages only, and logins
 * that were begun and left do not pile up (ADR 41).
 */
@NullMarked
package de.handschlag.edge.browser;

import org.jspecify.annotations.NullMarked;
