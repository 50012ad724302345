package de.handschlag.settings;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** A service's clock. PostgreSQL keeps microseconds; an instant with more would differ from itself after reading back. */
class Timekeeping {

    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }
}
