package de.handschlag.consent.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkus.runtime.Startup;

/**
 * Hands short messages to the operator's gateway, as JSON by POST. The id of a message goes along as {@code Idempotency-Key}. Neither a number
 * nor what the gateway answers is logged, and no redirection is followed: the number would go where nobody meant it to.
 */
@Startup // A setting that cannot work ends the start, and not the first message.
@ApplicationScoped
class SmsGateway {

    private static final Logger LOG = Logger.getLogger(SmsGateway.class);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final JsonMapper JSON = new JsonMapper();

    private final SmsSettings settings;
    private final @Nullable URI url;
    private final @Nullable String authorization;
    private final HttpClient http;

    SmsGateway(SmsSettings settings) {
        this.settings = settings;
        this.url = settings.url().orElse(null);
        if (url != null) {
            requireUsable(settings, url);
        }
        this.authorization = settings.authorization().map(String::strip).orElse(null);
        requireUsable(authorization);
        this.http = HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER)
                .connectTimeout(settings.connectTimeout()).build();
    }

    private static void requireUsable(SmsSettings settings, URI url) {
        boolean isHere = url.getHost() != null && LOOPBACK.contains(url.getHost());
        if (url.getHost() == null || !"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && isHere)) {
            throw new IllegalStateException(
                    "handschlag.sms.url must begin with https://, or with http:// on this machine:"
                            + " numbers and codes would be read on the way.");
        }
        if (settings.numbers().stream().anyMatch(prefix -> !prefix.matches("\\+[1-9][0-9]*"))) {
            throw new IllegalStateException("handschlag.sms.numbers: each is a plus sign and digits, such as +4915");
        }
        if (settings.numberMember().equals(settings.textMember())) {
            throw new IllegalStateException("handschlag.sms.number-member and handschlag.sms.text-member must differ.");
        }
    }

    /** What the header would refuse it would also print. */
    private static void requireUsable(@Nullable String authorization) {
        if (authorization != null && !authorization.chars().allMatch(one -> one >= ' ' && one <= '~')) {
            throw new IllegalStateException("handschlag.sms.authorization has characters that no header can have.");
        }
    }

    /** Whether there is a gateway at all. */
    boolean isConfigured() {
        return url != null;
    }

    /** Whether messages go to this number: one abroad, or one that costs the caller, may be dear. */
    boolean reaches(MobileNumber number) {
        return settings.numbers().stream().anyMatch(number.text()::startsWith);
    }

    /**
     * Sends one message, within the time-outs.
     *
     * @throws IllegalStateException if there is no gateway
     */
    Outcome send(Sms sms) {
        if (url == null) {
            throw new IllegalStateException("there is no gateway for short messages");
        }
        CompletableFuture<HttpResponse<Void>> answer = null;
        try {
            String body = JSON.createObjectNode().put(settings.numberMember(), sms.to().text())
                    .put(settings.textMember(), sms.text()).toString();
            HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(settings.timeout())
                    .header("Content-Type", "application/json").header("Idempotency-Key", sms.id().toString())
                    .POST(BodyPublishers.ofString(body));
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            // The request's own time-out ends with the first line of the answer.
            answer = http.sendAsync(request.build(), BodyHandlers.discarding());
            return outcome(answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (ExecutionException e) {
            LOG.warnf("The gateway for short messages took none: %s", classOf(e));
            return Outcome.AWAY;
        } catch (TimeoutException e) {
            LOG.warn("The gateway for short messages took none: its answer does not end");
            return Outcome.AWAY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.AWAY;
        } finally {
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }

    private static String classOf(ExecutionException e) {
        Throwable cause = e.getCause();
        return (cause == null ? e : cause).getClass().getSimpleName();
    }

    /** Most gateways say 400 or 422 of a number that there is not. What else is refused is refused to us, and not to this number. */
    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return Outcome.TAKEN;
        }
        if (status == 400 || status == 422) {
            LOG.infof("The gateway refused a short message (%d)", status);
            return Outcome.REFUSED;
        }
        LOG.warnf("The gateway for short messages took none: it answered %d", status);
        return Outcome.AWAY;
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
