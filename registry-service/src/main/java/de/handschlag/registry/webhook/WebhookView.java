package de.handschlag.registry.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A webhook and how it fares, without its secrets.
 *
 * @param state             {@code active}, {@code retrying}, or {@code dead}: given up until it is registered again
 * @param formerSecretUntil until when the secret before signs as well; null if only one signs
 * @param deliveredAt       when the receiver last took a message; null if never
 * @param tries             that failed since, of the message that is under way
 * @param nextTryAt         when it is tried again; null if nothing is under way or it is given up
 * @param lastFailure       why the last try failed; null if it did not
 */
public record WebhookView(String url, String state, Instant registeredAt, @Nullable Instant formerSecretUntil,
        @Nullable Instant deliveredAt, int tries, @Nullable Instant nextTryAt, @Nullable String lastFailure,
        @Nullable Instant deadSince) {}
