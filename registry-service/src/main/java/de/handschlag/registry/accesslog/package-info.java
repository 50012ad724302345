/**
 * The registry's way to the audit log: a record is acknowledged before what it records takes effect (G3, R26).
 */
@NullMarked
package de.handschlag.registry.accesslog;

import org.jspecify.annotations.NullMarked;
