/**
 * A consent from the agency's request over the person's decision to its end. The record guards its own transitions; an agency
 * sees nothing but whether there is a permission (R10).
 */
@NullMarked
package de.handschlag.consent.consentrecord;

import org.jspecify.annotations.NullMarked;
