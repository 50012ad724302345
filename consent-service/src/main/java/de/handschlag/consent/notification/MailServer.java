package de.handschlag.consent.notification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.Startup;

import de.handschlag.consent.notification.MailSettings.Security;

/**
 * Hands messages to the operator's mail server (SMTP). Each has a connection of its own, on which the server may be silent for so long and
 * no longer: what is not through then is not sent behind the caller's back later either (ADR 66).
 */
@Startup // A setting that cannot work ends the start, and not the first message.
@ApplicationScoped
class MailServer {

    private static final Logger LOG = Logger.getLogger(MailServer.class);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
    private static final int TRANSIENT = 400;
    private static final int CLOSING = 421;
    private static final int PERMANENT = 500;

    private final MailSettings settings;
    private final @Nullable EmailAddress from;
    private final Session session;
    private final InstantSource clock;

    MailServer(MailSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.from = settings.host().isEmpty() ? null : sender(settings);
        this.session = Session.getInstance(properties(settings));
    }

    /** Whether there is a mail server at all. */
    boolean isConfigured() {
        return from != null;
    }

    /**
     * Sends one message, within the time-outs.
     *
     * @throws IllegalStateException if there is no server
     */
    Outcome send(Mail mail) {
        if (from == null) {
            throw new IllegalStateException("there is no mail server");
        }
        try {
            MimeMessage message = message(mail, from);
            Transport transport = session.getTransport("smtp");
            try {
                transport.connect(settings.username().orElse(null), settings.password().orElse(null));
                transport.sendMessage(message, message.getAllRecipients());
            } finally {
                close(transport);
            }
            return Outcome.TAKEN;
        } catch (MessagingException e) {
            return outcome(e);
        }
    }

    /** A goodbye that fails is no failure of the message, which would be sent once more for it. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debugf("The mail server hung up: %s", reason(e));
        }
    }

    private MimeMessage message(Mail mail, EmailAddress sender) throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + mail.id() + '@' + sender.domain() + '>');
            }
        };
        message.setFrom(new InternetAddress(sender.text(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to().text(), true));
        message.setHeader("Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
        message.setSubject(mail.subject(), "UTF-8");
        message.setText(mail.text(), "UTF-8");
        message.setHeader("Content-Language", mail.language());
        // RFC 3834: whoever is on holiday need not answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    /** The server's own words are not logged: they name the address. */
    private static Outcome outcome(MessagingException failure) {
        Integer refusal = refusalOfTheRecipient(failure);
        if (refusal == null && failure instanceof SMTPSendFailedException refused
                && !refused.getCommand().startsWith("MAIL")) {
            refusal = refused.getReturnCode();
        }
        if (refusal == null || refusal < TRANSIENT || refusal == CLOSING) {
            LOG.warnf("The mail server took no message: %s", reason(failure));
            return Outcome.AWAY;
        }
        LOG.infof("The mail server refused a message (%d)", refusal);
        return refusal >= PERMANENT ? Outcome.REFUSED : Outcome.LATER;
    }

    private static @Nullable Integer refusalOfTheRecipient(MessagingException failure) {
        for (Exception next = failure; next instanceof MessagingException known; next = known.getNextException()) {
            if (known instanceof SMTPAddressFailedException refused) {
                return refused.getReturnCode();
            }
        }
        return null;
    }

    /** Classes only. */
    private static String reason(MessagingException failure) {
        Exception cause = failure.getNextException();
        return failure.getClass().getSimpleName() + (cause == null ? "" : ", " + cause.getClass().getSimpleName());
    }

    private static EmailAddress sender(MailSettings settings) {
        return settings.from().flatMap(EmailAddress::of).orElseThrow(
                () -> new IllegalStateException("With handschlag.mail.host, handschlag.mail.from must be an address."));
    }

    private static Properties properties(MailSettings settings) {
        Properties properties = new Properties();
        String host = settings.host().orElse("localhost");
        if (settings.security() == Security.NONE && !LOOPBACK.contains(host)) {
            throw new IllegalStateException("handschlag.mail.security=none is for a mail server on this machine only,"
                    + " by the name localhost or the address 127.0.0.1: addresses and codes would be read on the way.");
        }
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", String.valueOf(settings.port()));
        properties.put("mail.smtp.auth", String.valueOf(settings.username().isPresent()));
        properties.put("mail.smtp.connectiontimeout", millis(settings.connectTimeout()));
        properties.put("mail.smtp.timeout", millis(settings.timeout()));
        properties.put("mail.smtp.writetimeout", millis(settings.timeout()));
        properties.put("mail.smtp.starttls.enable", String.valueOf(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.security() == Security.STARTTLS));
        properties.put("mail.smtp.ssl.enable", String.valueOf(settings.security() == Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.trustedCertificates().ifPresent(file -> properties.put("mail.smtp.ssl.socketFactory", trusting(file)));
        return properties;
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }

    private static SSLSocketFactory trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("trusted-" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "handschlag.mail.trusted-certificates: " + file + " cannot be read as certificates in PEM", e);
        }
    }
}
