/**
 * What the registry knows of agencies' cases besides the person behind them: which type of agency has them. The
 * consent-service tells it with each case link, so no client can claim a type (ADR 45).
 */
@NullMarked
package de.handschlag.registry.caselink;

import org.jspecify.annotations.NullMarked;
