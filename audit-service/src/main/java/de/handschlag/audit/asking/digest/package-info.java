/**
 * A week of the log on one page: counts, anomalies by kind, erasures, holds, emergency accesses and what proves the log. It names
 * no person and no employee (R29).
 */
@NullMarked
package de.handschlag.audit.asking.digest;

import org.jspecify.annotations.NullMarked;
