package de.handschlag.consent.notification;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;

/** By what this installation can write to persons. */
@ApplicationScoped
class MessageChannels {

    private final MailServer mailServer;
    private final SmsGateway smsGateway;

    MessageChannels(MailServer mailServer, SmsGateway smsGateway) {
        this.mailServer = mailServer;
        this.smsGateway = smsGateway;
    }

    /** Those that are set; none if nobody is written to. */
    List<NotificationChannel> offered() {
        return Arrays.stream(NotificationChannel.values()).filter(this::offers).toList();
    }

    boolean offers(NotificationChannel channel) {
        return switch (channel) {
            case NONE -> false;
            case EMAIL -> mailServer.isConfigured();
            case SMS -> smsGateway.isConfigured();
        };
    }

    /** Whether there is any. */
    boolean isAnyOffered() {
        return mailServer.isConfigured() || smsGateway.isConfigured();
    }

    /** Whether a message gets there from here. */
    boolean reaches(MessageAddress address) {
        return switch (address) {
            case EmailAddress _ -> mailServer.isConfigured();
            case MobileNumber number -> smsGateway.isConfigured() && smsGateway.reaches(number);
        };
    }

    /** Sends one message, within the time-outs of its channel; one that is not set is as good as away, until it is set again. */
    Outcome send(OutgoingMessage message) {
        return switch (message) {
            case Mail mail -> mailServer.isConfigured() ? mailServer.send(mail) : Outcome.AWAY;
            case Sms sms -> !smsGateway.isConfigured()
                    ? Outcome.AWAY
                    : smsGateway.reaches(sms.to()) ? smsGateway.send(sms) : Outcome.REFUSED;
        };
    }
}
