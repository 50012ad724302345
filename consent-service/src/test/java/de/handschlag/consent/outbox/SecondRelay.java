package de.handschlag.consent.outbox;

import java.time.InstantSource;
import java.util.Map;

import jakarta.enterprise.context.Dependent;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.smallrye.common.annotation.Identifier;

/** Makes relays beside the service's own, as another replica has one. */
@Dependent
class SecondRelay {

    private final String url;
    private final String username;
    private final String password;
    private final Map<String, Object> kafka;
    private final InstantSource clock;
    private final CatchUp catchUp;

    SecondRelay(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            @Identifier("default-kafka-broker") Map<String, Object> kafka, InstantSource clock, CatchUp catchUp) {
        this.url = url;
        this.username = username;
        this.password = password;
        this.kafka = kafka;
        this.clock = clock;
        this.catchUp = catchUp;
    }

    /** Not started; the caller stops it. */
    OutboxRelay of(OutboxSettings settings, RelayState state) {
        return new OutboxRelay(settings, url, username, password, kafka, clock, state, catchUp);
    }
}
