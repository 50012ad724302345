package de.handschlag.consent.notification;

import java.util.UUID;

/**
 * A message to one person.
 *
 * @param id       the same whenever it is tried again, so that a server that took it twice can know it
 * @param language BCP 47 tag of its text
 * @param text     lines, with {@code \n} between them
 */
record Mail(UUID id, EmailAddress to, String language, String subject, String text) implements OutgoingMessage {}
