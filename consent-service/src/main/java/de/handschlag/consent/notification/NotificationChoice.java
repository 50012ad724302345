package de.handschlag.consent.notification;

import java.time.Instant;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.text.AsTyped;

/**
 * How a person is told that there is something new (R41).
 *
 * @param offered whether this installation sends messages at all
 * @param channels by what it can
 * @param channel  {@code none} unless the person chose another one
 * @param email    where messages go; null with any other channel
 * @param sms      where short messages go; null with any other channel
 * @param waiting  an address that was entered and not confirmed yet: nothing but a code goes there; null if there is none
 */
record NotificationChoice(boolean offered, List<NotificationChannel> channels, NotificationChannel channel,
        @Nullable NotificationAddress email, @Nullable NotificationAddress sms, @Nullable NotificationAddress waiting) {

    /** Where messages go; null if none are sent. */
    @JsonIgnore
    public @Nullable NotificationAddress inUse() {
        return email != null ? email : sms;
    }

    static NotificationChoice of(List<NotificationChannel> offered, @Nullable NotificationAddress inUse,
            @Nullable NotificationAddress waiting) {
        NotificationChannel channel = inUse == null ? NotificationChannel.NONE : inUse.channel();
        return new NotificationChoice(!offered.isEmpty(), offered, channel,
                channel == NotificationChannel.EMAIL ? inUse : null, channel == NotificationChannel.SMS ? inUse : null,
                waiting);
    }

    /** By what a person is told. */
    public enum NotificationChannel {
        NONE("none"),
        EMAIL("email"),
        SMS("sms");

        private final String value;

        NotificationChannel(String value) {
            this.value = value;
        }

        @JsonValue
        public String value() {
            return value;
        }
    }

    /**
     * An address of the person.
     *
     * @param channel          by what messages get there
     * @param address          null if it cannot be opened any more; then the person enters it anew
     * @param language         BCP 47 tag of the messages
     * @param namesOffices     whether a message may say which office asks
     * @param undeliveredSince since when nothing got there; null if the last message did, or there was none
     */
    record NotificationAddress(NotificationChannel channel, @Nullable String address, String language,
            boolean namesOffices, Instant enteredAt, @Nullable Instant confirmedAt,
            @Nullable Instant undeliveredSince) {}

    /**
     * An address as a person enters it.
     *
     * @param address      of e-mail, with an at sign, or else a mobile number
     * @param language     BCP 47 tag of the messages
     * @param namesOffices whether a message may say which office asks; no if it is left out
     */
    record WantedAddress(@NotBlank @Size(max = EmailAddress.LONGEST) String address,
            @NotBlank @Size(max = 35) String language, @Nullable Boolean namesOffices) {}

    /** A code as a person types it. */
    record AddressCode(@NotBlank @AsTyped @Size(max = 64) String code) {}
}
