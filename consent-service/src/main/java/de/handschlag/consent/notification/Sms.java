package de.handschlag.consent.notification;

import java.util.UUID;

/**
 * A short message to one person.
 *
 * @param id   the same whenever it is tried again, so that a gateway that took it twice can know it
 * @param text lines, with {@code \n} between them
 */
record Sms(UUID id, MobileNumber to, String text) implements OutgoingMessage {}
