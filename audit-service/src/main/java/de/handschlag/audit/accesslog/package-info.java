/**
 * The way by which this service's own doings get into the log: as events on the same topic as everybody's, acknowledged before
 * anything follows from them (G3, R29).
 */
@NullMarked
package de.handschlag.audit.accesslog;

import org.jspecify.annotations.NullMarked;
