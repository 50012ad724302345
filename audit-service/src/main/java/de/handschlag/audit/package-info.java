/**
 * The audit-service: takes every event of the other two services into one append-only log that cannot be changed
 * unnoticed, and answers who saw what. It holds no attribute values and no names.
 */
@NullMarked
package de.handschlag.audit;

import org.jspecify.annotations.NullMarked;
