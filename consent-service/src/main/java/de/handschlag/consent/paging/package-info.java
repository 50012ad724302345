/** Where a page of a list ended, so that the next one goes on from there. */
@NullMarked
package de.handschlag.consent.paging;

import org.jspecify.annotations.NullMarked;
