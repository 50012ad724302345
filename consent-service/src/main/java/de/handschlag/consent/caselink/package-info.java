/**
 * The tie between a person and an agency's own case reference. It is the only way by which an agency reaches a person (R17);
 * agencies never learn the person's id.
 */
@NullMarked
package de.handschlag.consent.caselink;

import org.jspecify.annotations.NullMarked;
