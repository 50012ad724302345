/** Texts of the administrator's pages, which stand beside their features as all pages do. */
@NullMarked
package de.handschlag.consent.admin;

import org.jspecify.annotations.NullMarked;
