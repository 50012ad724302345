package de.handschlag.registry.clientlimit;

import java.util.Map;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits per client and hour, of each replica by itself. 0 is no limit. */
@ConfigMapping(prefix = "handschlag.client-limits")
public interface ClientLimitSettings {

    /** Reads; a batch is one. */
    @WithDefault("20000")
    int requestsPerHour();

    /** Different case references, known or not. */
    @WithDefault("5000")
    int casesPerHour();

    /** Tries that the client has no right to, each case of a batch counted; up to here each has an entry in the log. */
    @WithDefault("1000")
    int refusedTriesPerHour();

    /** Other limits for all clients of an agency, by its id. */
    Map<String, Limits> agencies();

    /** Other limits for one client, by its client id; they count before its agency's. */
    Map<String, Limits> clients();

    /** What is absent here is as for all. */
    interface Limits {

        OptionalInt requestsPerHour();

        OptionalInt casesPerHour();

        OptionalInt refusedTriesPerHour();
    }
}
