/**
 * What the registry knows of agencies' cases: the form of a reference, for whom it stands, and which type of agency has it. The
 * consent-service tells the type with each case link, so no client can claim one (ADR 45).
 */
@NullMarked
package de.handschlag.registry.caselink;

import org.jspecify.annotations.NullMarked;
