/**
 * Tells persons that there is something new for them (R41, ADR 66), by e-mail to an address that they entered and confirmed, and
 * never what. A feature notes in its own transaction that something happened ({@code NotificationOutbox}); one replica at a time
 * hands messages to the mail server ({@code NotificationSender}), and nobody waits for that.
 */
@NullMarked
package de.handschlag.consent.notification;

import org.jspecify.annotations.NullMarked;
