/**
 * What passes between the services: events as sealed records, their topics, keys, partitions and their form on the wire
 * (CloudEvents 1.0, binary mode, JSON). Nothing else may pass. Adding an optional component is compatible; anything else
 * is a new version of the type. How to add an event, and where each has to be named: CONTRIBUTING.md, "Events".
 */
@NullMarked
package de.handschlag.event;

import org.jspecify.annotations.NullMarked;
