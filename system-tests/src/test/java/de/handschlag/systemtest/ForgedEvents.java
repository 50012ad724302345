package de.handschlag.systemtest;

import static de.handschlag.systemtest.DemonstratedEvents.grant;

import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.systemtest.ForgedLog.Event;
import de.handschlag.verifier.fault.FaultKind;

/** Logs that hold what no service has said, in the name of one. */
final class ForgedEvents {

    private static final String REGISTRY = "/registry-service";

    /** What the signature of the single event gives away, so that an export of some entries shows it, too. */
    static final List<LogMutation> SIGNATURES = List.of(
            event("R39 Nobody signed it", FaultKind.EVENT_NOT_SIGNED,
                    payload -> payload.remove(List.of("keyId", "signature"))),
            event("R39 A key signed it that is not announced", FaultKind.EVENT_SENDER,
                    payload -> StackKeys.sign(payload, StackKeys.unknown())),
            by(REGISTRY, "R39 Another service signed it", StackKeys::sign),
            by(REGISTRY, "R39 Another service says it as its own", (payload, key) -> {
                payload.put("source", REGISTRY);
                StackKeys.sign(payload, key);
            }), by("/consent-service", "R39 Its service says it on another topic", (payload, key) -> {
                payload.put("topic", "access-events");
                StackKeys.sign(payload, key);
            }), by("/consent-service", "R39 Its service says what another one may", (payload, key) -> {
                payload.put("type", "de.handschlag.legal-hold.released.v1");
                StackKeys.sign(payload, key);
            }), changed("its type", payload -> payload.put("type", "de.handschlag.consent.refused.v1")),
            changed("its data",
                    payload -> ((ObjectNode) payload.path("data").path("consentRecord")).withArray("attributes")
                            .add("email")),
            changed("its time",
                    payload -> payload.put("time",
                            Instant.parse(payload.path("time").asText()).plusMillis(1).toString())),
            changed("its topic", payload -> payload.put("topic", "access-events")),
            changed("its key", payload -> payload.put("key", UUID.randomUUID().toString())),
            changed("its id", payload -> payload.put("id", UUID.randomUUID().toString())),
            changed("its source", payload -> payload.put("source", REGISTRY)),
            by(REGISTRY, "R39 After it was signed, its key id was changed", FaultKind.EVENT_SIGNATURE,
                    (payload, key) -> payload.put("keyId", StackKeys.id(key))));

    /** Signed by the right service, and not the next thing that it says of the person. */
    static final List<LogMutation> REVISIONS = List.of(
            revision("R39 Its revision is used", FaultKind.REVISION_REPEATED, last -> last),
            revision("R39 Its revision is an old one", FaultKind.REVISION_REPEATED, last -> 1L),
            revision("R39 Its revision is ahead of the person's", FaultKind.REVISION_GAP, last -> last + 2));

    private ForgedEvents() {}

    private static LogMutation event(String kind, FaultKind found, Consumer<ObjectNode> change) {
        return new LogMutation(kind, found, log -> {
            Event grant = grant(log);
            change.accept(grant.payload());
            return grant;
        });
    }

    private static LogMutation by(String source, String kind, FaultKind found, BiConsumer<ObjectNode, KeyPair> change) {
        return new LogMutation(kind, found, log -> {
            Event grant = grant(log);
            change.accept(grant.payload(), log.key(source));
            return grant;
        });
    }

    private static LogMutation by(String source, String kind, BiConsumer<ObjectNode, KeyPair> change) {
        return by(source, kind, FaultKind.EVENT_SENDER, change);
    }

    private static LogMutation changed(String what, Consumer<ObjectNode> change) {
        return event("R39 After it was signed, " + what + " was changed", FaultKind.EVENT_SIGNATURE, change);
    }

    private static LogMutation revision(String kind, FaultKind found, Function<Long, Long> ofLast) {
        return new LogMutation(kind, found, log -> {
            Event last = log.lastChange(grant(log).person());
            return log.append(log.like(grant(log), data -> {
                data.put("consentRevision", ofLast.apply(last.revision()));
                ((ObjectNode) data.get("consentRecord")).put("consentRecordId", UUID.randomUUID().toString());
            }));
        });
    }
}
