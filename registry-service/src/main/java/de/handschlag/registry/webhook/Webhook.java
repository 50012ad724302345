package de.handschlag.registry.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Where an agency wants to be told that its feed has something new, and how that fares. SQL makes it, once. Replicas change it
 * at the same time, so only what changed is written, and under a lock of the row.
 */
@Entity
@Table(name = "webhook")
@DynamicUpdate
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class Webhook {

    @Id
    private String agencyId;
    private String url;
    private byte[] sealedSecret;
    /** The secret that was replaced; until then it signs as well. */
    private byte @Nullable [] formerSecret;
    private @Nullable Instant formerUntil;
    private Instant registeredAt;
    /** Place in the feed up to which the agency was told. */
    private long notifiedPosition;
    /** The message under way, the same over all its tries. */
    private @Nullable UUID messageId;
    /** That failed, of the message that is under way. */
    private int tries;
    private Instant nextTryAt;
    /** Until then one replica sends, and no other. */
    private @Nullable Instant leasedUntil;
    private @Nullable String lastFailure;
    private @Nullable Instant deliveredAt;
    /** When the message was given up. */
    private @Nullable Instant deadSince;

    protected Webhook() {}

    /** The former secret signs as well until then. */
    void rotate(byte[] sealed, Instant formerSignsUntil) {
        formerSecret = sealedSecret;
        formerUntil = formerSignsUntil;
        sealedSecret = sealed;
    }

    /**
     * The receiver took the message.
     *
     * @param upTo place in the feed of which it told
     */
    void delivered(UUID message, long upTo, Instant now) {
        requireUnderWay(message);
        notifiedPosition = upTo;
        messageId = null;
        tries = 0;
        nextTryAt = now;
        leasedUntil = null;
        lastFailure = null;
        deliveredAt = now;
    }

    /**
     * The receiver did not take the message.
     *
     * @param pauses after the first and each further try that failed
     * @return whether it is given up
     */
    boolean failed(UUID message, String reason, List<Duration> pauses, Instant now) {
        requireUnderWay(message);
        boolean givenUp = tries >= pauses.size();
        nextTryAt = givenUp ? now : now.plus(pauses.get(tries));
        deadSince = givenUp ? now : null;
        tries++;
        leasedUntil = null;
        lastFailure = reason;
        return givenUp;
    }

    private void requireUnderWay(UUID message) {
        if (!message.equals(messageId)) {
            throw new IllegalStateException("this message is not under way any more");
        }
    }

    WebhookView view(Instant now) {
        boolean formerSigns = formerUntil != null && formerUntil.isAfter(now);
        boolean retrying = tries > 0 && deadSince == null;
        return new WebhookView(url, deadSince != null ? "dead" : retrying ? "retrying" : "active", registeredAt,
                formerSigns ? formerUntil : null, deliveredAt, tries, retrying ? nextTryAt : null, lastFailure,
                deadSince);
    }
}
