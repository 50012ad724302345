package de.handschlag.audit.asking.explanation;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.explanation.Explanation.Consent;
import de.handschlag.audit.asking.explanation.Explanation.Notice;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;

/** A person's decisions as they stood at a revision. */
final class ConsentReplay {

    private ConsentReplay() {}

    /**
     * The revision that a read had to heed: the one that it saw, or a later one that was enforced before it began (G1).
     *
     * @param receipts the person's enforcement receipts
     */
    static long heeded(long seen, List<DecodedEntry> receipts, Instant startedAt) {
        long heeded = seen;
        for (DecodedEntry receipt : receipts) {
            if (receipt.event() instanceof RevisionEnforced enforced && enforced.enforcedAt().isBefore(startedAt)) {
                heeded = Math.max(heeded, enforced.consentRevision());
            }
        }
        return heeded;
    }

    /**
     * Each consent record as it stood.
     *
     * @param entries   the person's consent events for one agency and purpose, in any order
     * @param index     position of the decision: what was given behind it counts for nothing (R4), what was ended does
     * @param revision  the revision that the decision had to heed
     * @param startedAt when the read began: a grant that had expired by then is not in force
     */
    static List<Consent> at(List<DecodedEntry> entries, long index, long revision, Instant startedAt) {
        Map<UUID, Consent> latest = new LinkedHashMap<>();
        entries.stream().sorted(Comparator.comparingLong(DecodedEntry::index)).forEach(entry -> {
            if (entry.event() instanceof ConsentRecordEvent event && event.consentRevision() <= revision
                    && (entry.index() < index || !opens(event))) {
                latest.merge(event.consentRecord().consentRecordId(), consent(entry.index(), event, startedAt),
                        (a, b) -> a.revision() > b.revision() ? a : b);
            }
        });
        return List.copyOf(latest.values());
    }

    private static boolean opens(ConsentRecordEvent event) {
        return event instanceof ConsentGiven || event instanceof SecrecyReleased;
    }

    private static Consent consent(long index, ConsentRecordEvent event, Instant startedAt) {
        ConsentRecordState state = event.consentRecord();
        Instant expiresAt = state.expiresAt();
        boolean inForce = status(event).equals("given") && expiresAt != null && expiresAt.isAfter(startedAt);
        return new Consent(state.consentRecordId(), status(event), inForce, index, event.consentRevision(),
                state.decidedAt(), expiresAt, state.attributes(), state.explicitAttributes(),
                state.releasedSources() == null ? List.of() : state.releasedSources(), state.legalBasis(), login(state),
                state.evidence() == null ? null : Notice.of(state.evidence()), Explanation.Recorded.of(state));
    }

    /** The login that decided or, at an end, withdrew; none did where an office recorded the withdrawal. */
    private static @Nullable UUID login(ConsentRecordState state) {
        if (state.withdrawalEvidence() != null) {
            return null;
        }
        return state.endedByLoginBinding() == null ? state.decidedByLoginBinding() : state.endedByLoginBinding();
    }

    private static String status(ConsentRecordEvent event) {
        return switch (event) {
            case ConsentRequested e -> "requested";
            case ConsentGiven e -> "given";
            case SecrecyReleased e -> "given";
            case SecrecyReleaseWithdrawn e -> "given";
            case ConsentRefused e -> "refused";
            case ConsentWithdrawn e -> "withdrawn";
            case ConsentExpired e -> "expired";
            // Nothing became of its basis: the person decided about the same thing once more.
            case ConsentInvalidated e -> e.consentRecord().replacedBy() == null ? "invalidated" : "replaced";
        };
    }
}
