package de.handschlag.registry.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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
    private final HttpClient http;
    private final Counter delivered;
    private final Counter failed;
    private final AtomicLong dead = new AtomicLong();

    WebhookDelivery(WebhookRepository webhooks, WebhookTarget target, WebhookSecrets secrets, FeedCursors cursors,
            WebhookSettings settings, MeterRegistry metrics) {
        this.webhooks = webhooks;
        this.target = target;
        this.secrets = secrets;
        this.cursors = cursors;
        this.settings = settings;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER).build();
        this.delivered = deliveries(metrics, "delivered");
        this.failed = deliveries(metrics, "failed");
        Gauge.builder("handschlag.webhooks.dead", dead, AtomicLong::doubleValue)
                .description("Webhooks that are not called any more").register(metrics);
    }

    private static Counter deliveries(MeterRegistry metrics, String outcome) {
        return Counter.builder("handschlag.webhook.deliveries").description("Calls of agencies' webhooks")
                .tag("outcome", outcome).register(metrics);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void deliver() {
        try {
            List<Message> messages = webhooks.claim(AT_ONCE);
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                messages.forEach(message -> senders.execute(() -> deliver(message)));
            }
            dead.set(webhooks.countDead());
        } catch (SQLException e) {
            LOG.errorf("webhooks cannot be looked at, trying again: %s", e.toString());
        }
    }

    private void deliver(Message message) {
        String failure = send(message);
        try {
            if (failure == null) {
                delivered.increment();
                webhooks.delivered(message);
                return;
            }
            failed.increment();
            List<Duration> pauses = settings.backOff();
            Duration pause = message.tries() < pauses.size() ? pauses.get(message.tries()) : null;
            webhooks.failed(message, failure, pause);
            if (pause == null) {
                LOG.warnf("the webhook of %s is given up: %s", message.agencyId(), failure);
            }
        } catch (SQLException e) {
            LOG.errorf("a webhook's outcome cannot be kept, it is sent again: %s", e.toString());
        }
    }

    /** Null if the receiver took it, else why not; never what the receiver said. */
    private @Nullable String send(Message message) {
        try {
            URI uri = target.callable(message.url());
            HttpResponse<InputStream> answer = http.send(request(uri, message),
                    HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            int status = answer.statusCode();
            return status >= 200 && status < 300 ? null : "The receiver answered " + status + ".";
        } catch (WebhookTarget.RefusedException e) {
            return "The address is not called: " + e.getMessage() + ".";
        } catch (HttpTimeoutException e) {
            return "The receiver did not answer in time.";
        } catch (IOException e) {
            return "There is no connection to the receiver.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The registry stopped while sending.";
        } catch (RuntimeException e) {
            LOG.errorf("a webhook cannot be signed or sent: %s", e.toString());
            return "The message could not be signed or sent; register the webhook anew.";
        }
    }

    private HttpRequest request(URI uri, Message message) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String body = "{\"type\":\"changes.available\",\"timestamp\":\"" + now + "\",\"data\":{\"after\":\""
                + cursors.text(message.agencyId(), message.toldUpTo()) + "\"}}";
        String id = "msg_" + message.messageId();
        String signatures = signature(message, message.sealedSecret(), id, now, body);
        byte[] former = message.formerSecret();
        if (former != null) {
            signatures += " " + signature(message, former, id, now, body);
        }
        return HttpRequest.newBuilder(uri).timeout(settings.timeout()).header("Content-Type", "application/json")
                .header("User-Agent", "Handschlag").header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signatures).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private String signature(Message message, byte[] sealedSecret, String id, Instant now, String body) {
        return WebhookSecrets.signature(secrets.open(message.agencyId(), sealedSecret), id, now.getEpochSecond(), body);
    }
}
