package de.handschlag.registry.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An agency's webhook, without its secrets.
 *
 * @param deliveredAt when the receiver last took a message; null if never
 * @param tries       that failed since, of the message that is under way
 * @param nextTryAt   when it is tried again; null if nothing is under way or it is given up
 * @param lastFailure why the last try failed; null if it did not
 * @param deadSince   when the message was given up; null if it was not
 */
record Webhook(String url, Instant registeredAt, @Nullable Instant formerSecretUntil, @Nullable Instant deliveredAt,
        int tries, @Nullable Instant nextTryAt, @Nullable String lastFailure, @Nullable Instant deadSince) {}
