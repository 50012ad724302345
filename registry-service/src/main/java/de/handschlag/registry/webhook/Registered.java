package de.handschlag.registry.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook that is registered.
 *
 * @param url    as it is called: in ASCII, with a host of umlauts under its name in the DNS
 * @param secret shown once, when it is made; null otherwise
 */
public record Registered(String url, @Nullable String secret) {}
