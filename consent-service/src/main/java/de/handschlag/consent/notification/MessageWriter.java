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
 * the person allowed that (R41). A short message is what the mail's subject is, with the address to log in at.
 */
@ApplicationScoped
class MessageWriter {

    /** A short message is paid for by its length. */
    private static final int OFFICES_IN_A_SHORT_MESSAGE = 3;

    private final URI start;

    MessageWriter(@ConfigProperty(name = "handschlag.receipt.address") URI address) {
        this.start = address.resolve("/app/start");
    }

    /** @param offices who asks, by name; empty if no name is wanted */
    OutgoingMessage news(UUID id, MessageAddress to, String language, List<String> offices) {
        NotificationMessages texts = texts(language);
        return switch (to) {
            case EmailAddress address -> new Mail(id, address, language, texts.mailNewsSubject(),
                    texts.mailNews() + "\n\n" + names(texts, offices) + texts.mailLogIn() + '\n' + start + '\n');
            case MobileNumber number -> new Sms(id, number,
                    texts.mailNewsSubject() + '\n'
                            + String.join("\n",
                                    offices.subList(0, Math.min(offices.size(), OFFICES_IN_A_SHORT_MESSAGE)))
                            + (offices.isEmpty() ? "" : "\n") + start);
        };
    }

    private static String names(NotificationMessages texts, List<String> offices) {
        return offices.isEmpty() ? "" : texts.mailOffices() + '\n' + String.join("\n", offices) + "\n\n";
    }

    OutgoingMessage code(UUID id, MessageAddress to, String language, String code) {
        NotificationMessages texts = texts(language);
        return switch (to) {
            case EmailAddress address ->
                new Mail(id, address, language, texts.mailCodeSubject(), texts.mailCode() + "\n\n" + code + "\n\n"
                        + texts.mailLogIn() + '\n' + start + "\n\n" + texts.mailCodeNotYou() + '\n');
            case MobileNumber number ->
                new Sms(id, number, texts.mailCodeSubject() + '\n' + code + '\n' + texts.mailCodeNotYou());
        };
    }

    OutgoingMessage left(UUID id, MessageAddress to, String language) {
        NotificationMessages texts = texts(language);
        return switch (to) {
            case EmailAddress address -> new Mail(id, address, language, texts.mailLeftSubject(),
                    texts.mailLeft() + "\n\n" + texts.mailLeftNotYou() + '\n' + start + '\n');
            case MobileNumber number ->
                new Sms(id, number, texts.smsLeft() + '\n' + texts.mailLeftNotYou() + '\n' + start);
        };
    }

    private static NotificationMessages texts(String language) {
        return MessageBundles.get(NotificationMessages.class, Localized.Literal.of(language));
    }
}
