package de.handschlag.consent.notification;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;

/**
 * An address of a person as the database has it.
 *
 * @param channel          by what messages get there
 * @param sealed           see {@link SealedTexts}
 * @param language         BCP 47 tag of the messages
 * @param namesOffices     whether a message may say which office asks
 * @param undeliveredSince null if the last message was taken, or there was none
 */
record StoredAddress(UUID addressId, UUID dataSubjectId, Status status, NotificationChannel channel, String sealed,
        String language, boolean namesOffices, UUID loginBindingId, Instant enteredAt, @Nullable Instant confirmedAt,
        @Nullable Instant undeliveredSince) {

    /** How far an address is the person's. */
    enum Status {
        ENTERED,
        CONFIRMED,
        LEFT
    }

    /** What the address is sealed for. */
    static String context(UUID addressId) {
        return "notification address " + addressId;
    }
}
