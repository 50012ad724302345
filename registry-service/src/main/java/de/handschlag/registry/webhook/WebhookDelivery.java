package de.handschlag.registry.webhook;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocketFactory;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.registry.notification.FeedCursors;
import de.handschlag.registry.webhook.WebhookRepository.Message;

/**
 * Sends "there is something behind this cursor" and nothing else: what a receiver, or whoever stands for it by mistake, learns
 * is that a feed has grown. A message may arrive more than once; its id stays the same.
 */
@ApplicationScoped
@Startup
class WebhookDelivery {

    private static final Logger LOG = Logger.getLogger(WebhookDelivery.class);
    private static final int AT_ONCE = 20;

    private final WebhookRepository webhooks;
    private final WebhookTarget target;
    private final WebhookSecrets secrets;
    private final FeedCursors cursors;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final WebhookCall call;
    private final Counter delivered;
    private final Counter failed;
    private final AtomicLong dead = new AtomicLong();

    WebhookDelivery(WebhookRepository webhooks, WebhookTarget target, WebhookSecrets secrets, FeedCursors cursors,
            WebhookSettings settings, InstantSource clock, MeterRegistry metrics) {
        this.webhooks = webhooks;
        this.target = target;
        this.secrets = secrets;
        this.cursors = cursors;
        this.settings = settings;
        this.clock = clock;
        this.call = new WebhookCall((SSLSocketFactory) SSLSocketFactory.getDefault(), settings.timeout());
        this.delivered = deliveries(metrics, "delivered");
        this.failed = deliveries(metrics, "failed");
        Gauge.builder("handschlag.webhooks.dead", dead, AtomicLong::doubleValue)
                .description("Webhooks that are not called any more").register(metrics);
    }

    private static Counter deliveries(MeterRegistry metrics, String outcome) {
        return Counter.builder("handschlag.webhook.deliveries").description("Calls of agencies' webhooks")
                .tag("outcome", outcome).register(metrics);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void deliver() {
        try {
            List<Message> messages = QuarkusTransaction.requiringNew().call(() -> webhooks.claim(AT_ONCE));
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                messages.forEach(message -> senders.execute(() -> deliver(message)));
            }
            dead.set(QuarkusTransaction.requiringNew().call(webhooks::countDead));
        } catch (RuntimeException e) {
            LOG.errorf("webhooks cannot be looked at, trying again: %s", e.toString());
        }
    }

    private void deliver(Message message) {
        String failure = send(message);
        try {
            (failure == null ? delivered : failed).increment();
            QuarkusTransaction.requiringNew()
                    .run(() -> webhooks.lockSending(message).ifPresent(webhook -> keep(webhook, message, failure)));
        } catch (RuntimeException e) {
            LOG.errorf("a webhook's outcome cannot be kept, it is sent again: %s", e.toString());
        }
    }

    private void keep(Webhook webhook, Message message, @Nullable String failure) {
        if (failure == null) {
            webhook.delivered(message.messageId(), message.lastPosition(), clock.instant());
        } else if (webhook.failed(message.messageId(), failure, settings.backOff(), clock.instant())) {
            LOG.warnf("the webhook of %s is given up: %s", message.agencyId(), failure);
        }
    }

    /** Null if the receiver took it, else why not; never what the receiver said. */
    private @Nullable String send(Message message) {
        try {
            WebhookTarget.Checked checked = target.callable(message.url());
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            String body = body(message, now);
            int status = call.post(checked, headers(message, now, body), body.getBytes(StandardCharsets.UTF_8));
            return status >= 200 && status < 300 ? null : "The receiver answered " + status + ".";
        } catch (WebhookTarget.RefusedException e) {
            return "The address is not called: " + e.getMessage() + ".";
        } catch (SocketTimeoutException e) {
            return "The receiver did not answer in time.";
        } catch (IOException e) {
            return "There is no connection to the receiver.";
        } catch (RuntimeException e) {
            LOG.errorf("a webhook cannot be signed or sent: %s", e.toString());
            return "The message could not be signed or sent; register the webhook anew.";
        }
    }

    private String body(Message message, Instant now) {
        return "{\"type\":\"changes.available\",\"timestamp\":\"" + now + "\",\"data\":{\"after\":\""
                + cursors.text(message.agencyId(), message.toldUpTo()) + "\"}}";
    }

    private Map<String, String> headers(Message message, Instant now, String body) {
        String id = "msg_" + message.messageId();
        String signatures = signature(message, message.sealedSecret(), id, now, body);
        byte[] former = message.formerSecret();
        if (former != null) {
            signatures += " " + signature(message, former, id, now, body);
        }
        return Map.of("Content-Type", "application/json", "User-Agent", "Handschlag", "webhook-id", id,
                "webhook-timestamp", Long.toString(now.getEpochSecond()), "webhook-signature", signatures);
    }

    private String signature(Message message, byte[] sealedSecret, String id, Instant now, String body) {
        return WebhookSecrets.signature(secrets.open(message.agencyId(), sealedSecret), id, now.getEpochSecond(), body);
    }
}
