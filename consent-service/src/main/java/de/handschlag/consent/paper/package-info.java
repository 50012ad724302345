/** Papers that a person prints or keeps: tagged PDF, in each language of the pages. */
@NullMarked
package de.handschlag.consent.paper;

import org.jspecify.annotations.NullMarked;
