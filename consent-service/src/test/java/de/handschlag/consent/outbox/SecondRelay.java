package de.handschlag.consent.outbox;

import java.time.InstantSource;
import java.util.Map;

import jakarta.enterprise.context.Dependent;

import io.smallrye.common.annotation.Identifier;

import de.handschlag.corridor.TopicCuts;
import de.handschlag.event.EventSigner;
import de.handschlag.event.TrustedKeys;
import de.handschlag.settings.DatabaseLogin;

/** Makes relays beside the service's own, as another replica has one. */
@Dependent
class SecondRelay {

    private final DatabaseLogin login;
    private final Map<String, Object> kafka;
    private final InstantSource clock;
    private final CatchUp catchUp;
    private final EventSigner signer;
    private final TrustedKeys trusted;
    private final TopicCuts topicCuts;

    SecondRelay(DatabaseLogin login, @Identifier("default-kafka-broker") Map<String, Object> kafka, InstantSource clock,
            CatchUp catchUp, EventSigner signer, TrustedKeys trusted, TopicCuts topicCuts) {
        this.login = login;
        this.kafka = kafka;
        this.clock = clock;
        this.catchUp = catchUp;
        this.signer = signer;
        this.trusted = trusted;
        this.topicCuts = topicCuts;
    }

    /** Not started; the caller stops it. */
    OutboxRelay of(OutboxSettings settings, RelayState state) {
        return new OutboxRelay(settings, login, kafka, clock, state, catchUp, signer, trusted, topicCuts);
    }
}
