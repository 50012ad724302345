package de.handschlag.registry.office;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import de.handschlag.registry.requester.AgencyRequester;

/**
 * Has a form that is sent twice act once: a page gives each of its forms a number, and whoever sends the number with the same content
 * again is led to where it led first. Other content under the same number, as after the browser's way back, acts anew. Each replica remembers for itself; a browser that sends twice in a moment meets the same one.
 */
@ApplicationScoped
public class SentForms {

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int AT_MOST = 50_000;

    private final Cache<Sent, CompletableFuture<URI>> sent = Caffeine.newBuilder().expireAfterWrite(REMEMBERED)
            .maximumSize(AT_MOST).build();
    private final AgencyRequester requester;

    SentForms(AgencyRequester requester) {
        this.requester = requester;
    }

    private record Sent(String login, String number, Object content) {}

    /** A number for a form. */
    public static String number() {
        return UUID.randomUUID().toString();
    }

    /**
     * Acts unless this login has sent the form with the number before. What fails can be sent again.
     *
     * @param number  as the form has it; null or empty if it has none, which acts each time
     * @param content all that was filled in
     * @param act     returns where it leads
     */
    public URI once(@Nullable String number, Object content, Supplier<URI> act) {
        if (number == null || number.isBlank()) {
            return act.get();
        }
        Sent key = new Sent(String.valueOf(requester.asLogin().employeeId()), number, content);
        CompletableFuture<URI> own = new CompletableFuture<>();
        CompletableFuture<URI> before = sent.asMap().putIfAbsent(key, own);
        if (before != null) {
            return outcome(before);
        }
        try {
            URI address = act.get();
            own.complete(address);
            return address;
        } catch (RuntimeException | Error e) {
            sent.invalidate(key);
            own.completeExceptionally(e);
            throw e;
        }
    }

    private static URI outcome(CompletableFuture<URI> before) {
        try {
            return before.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
