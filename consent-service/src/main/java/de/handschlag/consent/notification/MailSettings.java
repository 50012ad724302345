package de.handschlag.consent.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The server that takes messages to persons (RFC 5321); application.properties explains each. */
@ConfigMapping(prefix = "handschlag.mail")
interface MailSettings {

    /** Empty: no messages are sent, and no person is offered any. */
    Optional<String> host();

    @WithDefault("587")
    int port();

    @WithDefault("starttls")
    Security security();

    /** Empty: no login. */
    Optional<String> username();

    Optional<String> password();

    /** Sender of each message, and who gets it back if it cannot be delivered; needed with a host. */
    Optional<String> from();

    /** Certificates in PEM that the server's is to lead to, instead of those that Java trusts. */
    Optional<Path> trustedCertificates();

    @WithDefault("PT5S")
    Duration connectTimeout();

    /** How long the server may be silent. */
    @WithDefault("PT20S")
    Duration timeout();

    /** How the way to the server is kept from others. */
    enum Security {
        /** TLS after a greeting; a server that does not offer it gets no message. */
        STARTTLS,
        /** TLS from the first byte (port 465). */
        TLS,
        /** In the clear, to a server on the same machine only. */
        NONE
    }
}
