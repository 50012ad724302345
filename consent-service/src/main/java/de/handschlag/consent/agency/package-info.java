/**
 * The agencies that can be recipients, and how a token says which agency is calling (R18).
 */
@NullMarked
package de.handschlag.consent.agency;

import org.jspecify.annotations.NullMarked;
