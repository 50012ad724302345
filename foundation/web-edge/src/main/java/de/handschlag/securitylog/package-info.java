/**
 * The operator's log of refused calls (401, 403, 429): how many of which operation by which client, at a bounded rate. It names no
 * case, no person and no login; who tried what about whom is the audit log's matter (ADR 46).
 */
@NullMarked
package de.handschlag.securitylog;

import org.jspecify.annotations.NullMarked;
