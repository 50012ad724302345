package de.handschlag.registry.notification;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** @param next the {@code after} of the next page; null on the last one */
public record Obligations(List<ObligationView> obligations, @Nullable String next) {}
