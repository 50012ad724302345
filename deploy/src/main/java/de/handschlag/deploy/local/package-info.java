/**
 * The embedded stack: a real PostgreSQL, a real Kafka broker and a real Keycloak, each a process of its own that listens on
 * the loopback interface only, keeps its data in a given directory and is ended by its handle. {@code deploy/run}, the
 * services' tests and the system tests use the same parts.
 */
@NullMarked
package de.handschlag.deploy.local;

import org.jspecify.annotations.NullMarked;
