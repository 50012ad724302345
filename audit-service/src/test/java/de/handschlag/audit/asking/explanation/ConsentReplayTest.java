package de.handschlag.audit.asking.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.audit.asking.explanation.Explanation.Consent;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;

@DisplayName("A person's decisions as they stood")
class ConsentReplayTest {

    private static final UUID PERSON = UUID.fromString("0193a4c8-4444-7000-8000-000000000001");
    private static final UUID RECORD = UUID.fromString("0193a4c8-4444-7000-8000-000000000002");
    private static final Instant READ = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-11-28T10:00:00Z");

    private static ConsentRecordState state(@Nullable Instant expiresAt, @Nullable UUID replacedBy) {
        return new ConsentRecordState(RECORD, "jobcenter", "housing", List.of("address", "health"), List.of("health"),
                "Art. 6(1)(a) DSGVO", READ.minusSeconds(60), expiresAt == null ? null : READ.minusSeconds(30),
                expiresAt, null, null,
                expiresAt == null
                        ? null
                        : new ConsentEvidence("7", "ab".repeat(32), "de", ConsentEvidence.Channel.WEB, null, null,
                                null),
                null, null, replacedBy);
    }

    private static DecodedEntry requested(long index, long revision) {
        return new DecodedEntry(index, new ConsentRequested(PERSON, revision, state(null, null)));
    }

    private static DecodedEntry given(long index, long revision, Instant expiresAt) {
        return new DecodedEntry(index, new ConsentGiven(PERSON, revision, state(expiresAt, null)));
    }

    private static DecodedEntry withdrawn(long index, long revision) {
        return new DecodedEntry(index, new ConsentWithdrawn(PERSON, revision, state(NEXT_YEAR, null)));
    }

    private static DecodedEntry enforced(long revision, Instant at) {
        return new DecodedEntry(99, new RevisionEnforced(PERSON, revision, at));
    }

    @Test
    @DisplayName("G1 a read heeds what was enforced before it began, and no less than it saw")
    void heeded() {
        List<DecodedEntry> receipts = List.of(enforced(4, READ.minusMillis(1)), enforced(6, READ),
                enforced(5, READ.minusSeconds(9)));

        assertThat(ConsentReplay.heeded(3, receipts, READ)).as("6 was enforced as it began").isEqualTo(5);
        assertThat(ConsentReplay.heeded(7, receipts, READ)).isEqualTo(7);
        assertThat(ConsentReplay.heeded(3, List.of(), READ)).isEqualTo(3);
    }

    @Test
    @DisplayName("The latest revision up to the one heeded counts, in whatever order the entries come")
    void latestUpToTheRevision() {
        List<DecodedEntry> entries = List.of(withdrawn(30, 3), requested(10, 1), given(20, 2, NEXT_YEAR));

        Consent consent = ConsentReplay.at(entries, 40, 2, READ).getFirst();

        assertThat(consent.status()).isEqualTo("given");
        assertThat(consent.inForce()).isTrue();
        assertThat(consent.index()).isEqualTo(20);
        assertThat(consent.notice()).isEqualTo(new Explanation.Notice("7", "ab".repeat(32), "de", "WEB"));
        assertThat(ConsentReplay.at(entries, 40, 3, READ).getFirst().status()).isEqualTo("withdrawn");
        assertThat(ConsentReplay.at(entries, 40, 1, READ).getFirst().inForce()).isFalse();
        assertThat(ConsentReplay.at(entries, 40, 0, READ)).isEmpty();
    }

    @Test
    @DisplayName("R4 what was given behind the decision counts for nothing; what was ended does")
    void givenBehindTheDecision() {
        assertThat(ConsentReplay.at(List.of(given(20, 2, NEXT_YEAR)), 20, 2, READ)).isEmpty();
        assertThat(ConsentReplay.at(List.of(given(10, 2, NEXT_YEAR), withdrawn(20, 3)), 15, 3, READ)).singleElement()
                .satisfies(consent -> {
                    assertThat(consent.status()).isEqualTo("withdrawn");
                    assertThat(consent.inForce()).isFalse();
                });
    }

    @Test
    @DisplayName("R9 a grant is in force with its releases and without them; a release behind the decision counts for nothing")
    void releases() {
        List<DecodedEntry> entries = List.of(given(10, 1, NEXT_YEAR), released(20, 2), releaseWithdrawn(30, 3));

        Consent released = ConsentReplay.at(entries, 40, 2, READ).getFirst();
        assertThat(released.inForce()).isTrue();
        assertThat(released.status()).isEqualTo("given");
        assertThat(released.releasedSources()).containsExactly("counselling");
        assertThat(ConsentReplay.at(entries, 15, 2, READ).getFirst().releasedSources()).isEmpty();
        assertThat(ConsentReplay.at(entries, 25, 3, READ).getFirst()).satisfies(ended -> {
            assertThat(ended.inForce()).isTrue();
            assertThat(ended.releasedSources()).isEmpty();
        });
    }

    private static ConsentRecordState releasing(List<String> sources) {
        ConsentRecordState given = state(NEXT_YEAR, null);
        return new ConsentRecordState(RECORD, given.agencyId(), given.purpose(), given.attributes(),
                given.explicitAttributes(), given.legalBasis(), given.requestedAt(), given.decidedAt(),
                given.expiresAt(), null, null, given.evidence(), null, null, null, sources);
    }

    private static DecodedEntry released(long index, long revision) {
        return new DecodedEntry(index,
                new SecrecyReleased(PERSON, revision, releasing(List.of("counselling")), "counselling",
                        new ConsentEvidence("8", "cd".repeat(32), "uk", ConsentEvidence.Channel.WEB, null, null, null),
                        null));
    }

    private static DecodedEntry releaseWithdrawn(long index, long revision) {
        return new DecodedEntry(index,
                new SecrecyReleaseWithdrawn(PERSON, revision, releasing(List.of()), "counselling", null));
    }

    @Test
    @DisplayName("A grant that had expired when the read began is not in force")
    void expired() {
        assertThat(ConsentReplay.at(List.of(given(10, 1, READ)), 20, 1, READ).getFirst().inForce()).isFalse();
        assertThat(ConsentReplay.at(List.of(given(10, 1, READ.plusNanos(1000))), 20, 1, READ).getFirst().inForce())
                .isTrue();
    }

    @Test
    @DisplayName("A grant in whose place a later one stands is told apart from one without a basis")
    void replaced() {
        assertThat(
                ConsentReplay
                        .at(List.of(new DecodedEntry(10,
                                new ConsentInvalidated(PERSON, 2, state(NEXT_YEAR, UUID.randomUUID())))), 20, 2, READ)
                        .getFirst().status())
                .isEqualTo("replaced");
        assertThat(ConsentReplay
                .at(List.of(new DecodedEntry(10, new ConsentInvalidated(PERSON, 2, state(NEXT_YEAR, null)))), 20, 2,
                        READ)
                .getFirst().status()).isEqualTo("invalidated");
    }
}
