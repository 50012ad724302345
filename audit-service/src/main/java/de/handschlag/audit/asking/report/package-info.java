/**
 * What the log knows about a person, as one machine-readable document (Art. 15 GDPR, R30): for the person, and for the
 * data-protection officer who answers a request. Employees are masked unless there is a typed reason to name them.
 */
@NullMarked
package de.handschlag.audit.asking.report;

import org.jspecify.annotations.NullMarked;
