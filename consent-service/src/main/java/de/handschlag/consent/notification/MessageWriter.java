package de.handschlag.consent.notification;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;

/**
 * Puts messages into words. None says what is new, none has a link that opens anything without a login, and an office's name is in it only if
 * the person allowed that (R41).
 */
@ApplicationScoped
class MessageWriter {

    private final URI start;

    MessageWriter(@ConfigProperty(name = "handschlag.receipt.address") URI address) {
        this.start = address.resolve("/app/start");
    }

    /** @param offices who asks, by name; empty if no name is wanted */
    Mail news(UUID id, EmailAddress to, String language, List<String> offices) {
        NotificationMessages texts = texts(language);
        String names = offices.isEmpty() ? "" : texts.mailOffices() + '\n' + String.join("\n", offices) + "\n\n";
        return new Mail(id, to, language, texts.mailNewsSubject(),
                texts.mailNews() + "\n\n" + names + texts.mailLogIn() + '\n' + start + '\n');
    }

    Mail code(UUID id, EmailAddress to, String language, String code) {
        NotificationMessages texts = texts(language);
        return new Mail(id, to, language, texts.mailCodeSubject(), texts.mailCode() + "\n\n" + code + "\n\n"
                + texts.mailLogIn() + '\n' + start + "\n\n" + texts.mailCodeNotYou() + '\n');
    }

    Mail left(UUID id, EmailAddress to, String language) {
        NotificationMessages texts = texts(language);
        return new Mail(id, to, language, texts.mailLeftSubject(),
                texts.mailLeft() + "\n\n" + texts.mailLeftNotYou() + '\n' + start + '\n');
    }

    private static NotificationMessages texts(String language) {
        return MessageBundles.get(NotificationMessages.class, Localized.Literal.of(language));
    }
}
