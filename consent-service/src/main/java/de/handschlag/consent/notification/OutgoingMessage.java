package de.handschlag.consent.notification;

/** A message to one person, for one of the channels. */
sealed interface OutgoingMessage permits Mail, Sms {}
