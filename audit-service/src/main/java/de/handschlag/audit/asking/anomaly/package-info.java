/**
 * What in the log may need a question: found by plain rules, each explained with the figures that it compared. No scores, no
 * ranking, and employees are named only where following one is allowed (R29, ADR 36).
 */
@NullMarked
package de.handschlag.audit.asking.anomaly;

import org.jspecify.annotations.NullMarked;
