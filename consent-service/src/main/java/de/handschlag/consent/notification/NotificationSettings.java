package de.handschlag.consent.notification;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How persons are told of what is new (R41); application.properties explains each. */
@ConfigMapping(prefix = "handschlag.messages")
interface NotificationSettings {

    /** Seals addresses; read only if there is a mail server. */
    Path keyFile();

    /** How often it is looked for what is to be sent. */
    String sendInterval();

    /** The shortest time between a message and one about a request, about what ended, or about what the registry said. */
    @WithDefault("PT24H")
    Duration requestsAtMostEvery();

    /** The shortest time between a message and one about a login: shorter, since somebody may have to act. */
    @WithDefault("PT1H")
    Duration loginsAtMostEvery();

    /** How long a message is tried that the server does not take. */
    @WithDefault("P2D")
    Duration giveUpAfter();

    /** The first pause after a failure; it doubles each time. */
    @WithDefault("PT1M")
    Duration firstPause();

    @WithDefault("PT1H")
    Duration longestPause();

    /** For how long one channel is sent by before it is the other one's turn. */
    @WithDefault("PT1M")
    Duration atMostForAChannel();

    /** How many codes are sent in 24 hours for one person, and to one address. */
    @WithDefault("3")
    int codesPerDay();
}
