package de.handschlag.consent.notification;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;
import de.handschlag.consent.notification.NotificationQueue.Due;
import de.handschlag.consent.notification.NotificationQueue.Sealed;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.settings.DatabaseLogin;

/**
 * Hands to the mail server, or the gateway for short messages, what was noted, one replica at a time. Each message is tried until the server has it, with longer and longer
 * pauses, and given up after some days. A replica that is stopped between the server's answer and the next line sends the message once more
 * after the pause, with the same Message-ID: at least once.
 */
@Startup // Its metrics are there before it has anything to do.
@ApplicationScoped
class NotificationSender {

    private static final Logger LOG = Logger.getLogger(NotificationSender.class);
    private static final int BATCH = 100;
    private static final int MOST_DOUBLINGS = 20;

    private final MessageChannels channels;
    private final MessageWriter writer;
    private final SealedTexts sealed;
    private final NotificationSettings settings;
    private final DatabaseLogin login;
    private final NotificationQueue pooled;
    private final NotificationAddressRepository addresses;
    private final NotificationOutbox outbox;
    private final InstantSource clock;
    private final Counter taken;
    private final Counter failed;
    private final Counter givenUp;
    private volatile long waiting;

    NotificationSender(MessageChannels channels, MessageWriter writer, SealedTexts sealed,
            NotificationSettings settings, DatabaseLogin login, AgroalDataSource dataSource,
            NotificationAddressRepository addresses, NotificationOutbox outbox, MeterRegistry metrics,
            InstantSource clock) {
        this.channels = channels;
        this.writer = writer;
        this.sealed = sealed;
        this.settings = settings;
        this.login = login;
        this.pooled = new NotificationQueue(new Sql(dataSource));
        this.addresses = addresses;
        this.outbox = outbox;
        this.clock = clock;
        this.taken = counter(metrics, "taken");
        this.failed = counter(metrics, "failed");
        this.givenUp = counter(metrics, "given-up");
        Gauge.builder("handschlag.messages.waiting", this, sender -> sender.waiting)
                .description("What persons are to be told of and nobody has looked at or sent yet").register(metrics);
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("handschlag.messages").tag("outcome", outcome)
                .description("Messages to persons: taken by the mail server, tried in vain, given up")
                .register(metrics);
    }

    @Scheduled(every = "${handschlag.messages.send-interval}", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        if (channels.isAnyOffered()) {
            try {
                waiting = pooled.waiting();
                var _ = isSentHere();
            } catch (SQLException | DatabaseException e) {
                LOG.warnf("Messages to persons wait for the database: %s", e.getMessage());
            }
        }
    }

    /** Sends what is due; false if another replica does. */
    boolean isSentHere() throws SQLException {
        return !pooled.isAnythingDue(clock.instant())
                || LeaderLock.NOTIFICATIONS.run(login, "", session -> send(new NotificationQueue(new Sql(session))));
    }

    private void send(NotificationQueue queue) {
        queue.forgetWhatTellsNothing(clock.instant());
        queue.postponeWhatComesTooSoon(clock.instant(), settings);
        // One after the other: a gateway that is away holds up no mail.
        for (NotificationChannel channel : NotificationChannel.values()) {
            send(queue, channel);
        }
    }

    private void send(NotificationQueue queue, NotificationChannel channel) {
        Instant now = clock.instant();
        List<Due> due = Stream.concat(queue.toOneAddress(now, channel, BATCH).stream(),
                queue.news(now, settings, channel, BATCH).stream()).toList();
        Instant end = now.plus(settings.atMostForAChannel());
        for (Due one : due) {
            if (clock.instant().isAfter(end)) {
                // One that takes its time does not hold up the other; the next run goes on here.
                return;
            }
            if (queue.claim(one, clock.instant(), clock.instant().plus(pause(one.attempts())))
                    && send(one, queue) == Outcome.AWAY) {
                // The others would not get there either; the next run tries the next one.
                return;
            }
        }
    }

    private Outcome send(Due due, NotificationQueue queue) {
        Optional<OutgoingMessage> message = message(due);
        // What cannot be opened any more is as good as refused.
        Outcome outcome = message.isEmpty() ? Outcome.REFUSED : channels.send(message.get());
        Instant now = clock.instant();
        if (outcome == Outcome.TAKEN) {
            queue.sent(due, now);
            taken.increment();
        } else if (outcome == Outcome.REFUSED || isTooLate(due, now)) {
            queue.giveUp(due, now);
            givenUp.increment();
        } else {
            failed.increment();
        }
        return outcome;
    }

    /** Empty if its key is gone. */
    private Optional<OutgoingMessage> message(Due due) {
        UUID id = due.ids().getFirst();
        Optional<MessageAddress> to = sealed.open(StoredAddress.context(due.addressId()), due.sealed())
                .flatMap(MessageAddress::stored);
        return switch (due.kind()) {
            case REQUEST, LOGIN, ENDED, NEWS ->
                to.map(address -> writer.news(id, address, due.language(), due.offices()));
            case CODE -> to.flatMap(address -> code(due).map(code -> writer.code(id, address, due.language(), code)));
            case LEFT -> to.map(address -> writer.left(id, address, due.language()));
        };
    }

    private Optional<String> code(Due due) {
        String sealedCode = due.sealedCode();
        return sealedCode == null
                ? Optional.empty()
                : sealed.open(NotificationOutbox.codeContext(due.ids().getFirst()), sealedCode);
    }

    private boolean isTooLate(Due due, Instant now) {
        Instant expiry = due.expiresAt();
        Instant first = due.firstTriedAt();
        return expiry != null && !now.isBefore(expiry)
                || first != null && !now.isBefore(first.plus(settings.giveUpAfter()));
    }

    /** @param attempts before this one */
    private Duration pause(int attempts) {
        Duration doubled = settings.firstPause().multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return doubled.compareTo(settings.longestPause()) < 0 ? doubled : settings.longestPause();
    }

    /** After a rotation the former key is not needed any more, once this has found nothing. */
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void tidyUp() {
        if (!channels.isAnyOffered()) {
            return;
        }
        addresses.clearOut(clock.instant());
        outbox.clearOut(clock.instant());
        int sealedAnew = 0;
        List<Sealed> former;
        do {
            former = pooled.sealedByOthers(sealed.currentKey(), BATCH);
            for (Sealed one : former) {
                sealedAnew += isSealedAnew(one) ? 1 : 0;
            }
        } while (former.size() == BATCH && sealedAnew > 0);
        if (sealedAnew > 0) {
            LOG.infof("%d addresses of persons are sealed by the key of messages %s now", sealedAnew,
                    sealed.currentKey());
        }
    }

    private boolean isSealedAnew(Sealed former) {
        String context = StoredAddress.context(former.addressId());
        return sealed.open(context, former.sealed())
                .filter(address -> pooled.sealAnew(former, sealed.seal(context, address))).isPresent();
    }
}
