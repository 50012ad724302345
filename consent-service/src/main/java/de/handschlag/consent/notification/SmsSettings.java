package de.handschlag.consent.notification;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The gateway that takes short messages to persons by HTTP; application.properties explains each. */
@ConfigMapping(prefix = "handschlag.sms")
interface SmsSettings {

    /** Empty: no short messages are sent, and no person is offered any. */
    Optional<URI> url();

    /** Value of the header Authorization; empty: there is none. */
    Optional<String> authorization();

    /** Member of the JSON that has the number. */
    @WithDefault("to")
    String numberMember();

    /** Member of the JSON that has the text. */
    @WithDefault("text")
    String textMember();

    /** What numbers begin with that messages go to. */
    @WithDefault("+4915,+4916,+4917")
    List<String> numbers();

    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long the gateway may be silent. */
    @WithDefault("PT20S")
    Duration timeout();
}
