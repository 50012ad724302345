package de.handschlag.consent.notification;

import java.util.Optional;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;

/** Where a person reads messages: a letter box or a mobile telephone. */
sealed interface MessageAddress permits EmailAddress, MobileNumber {

    /** As it is stored, and as the server or the gateway wants it. */
    String text();

    /** The same text for what is one letter box or one telephone, as far as one can know. */
    String comparable();

    /** By what messages get there. */
    NotificationChannel channel();

    /** One that was stored; empty if it is none. */
    static Optional<MessageAddress> stored(String text) {
        return text.indexOf('@') < 0
                ? MobileNumber.international(text).map(number -> number)
                : EmailAddress.of(text).map(address -> address);
    }
}
