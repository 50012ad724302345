package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.audit.Corridor;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.NoticeDeferralChanged.State;
import de.handschlag.event.Requester;

@DisplayName("From when on a person is shown an entry")
class ShownToPersonTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Requester REQUESTER = new Requester("jugendamt", "agency-jugendamt", "e-1");

    private static DisclosureDenied denied(@Nullable Boolean hidden, @Nullable Instant deferredUntil) {
        return new DisclosureDenied(UUID.randomUUID(), 1L, REQUESTER, "C-1", "child-protection",
                DisclosureDenied.Reason.NO_GRANT, NOW, NOW, NOW, null, null, hidden, deferredUntil, null, null);
    }

    @Test
    @DisplayName("R22 never what a norm hides, deferred or not")
    void hidden() {
        assertThat(ShownToPerson.from(denied(true, null))).isEqualTo(ShownToPerson.NEVER);
        assertThat(ShownToPerson.from(denied(true, NOW))).isEqualTo(ShownToPerson.NEVER);
    }

    @Test
    @DisplayName("R21 from the end of a deferral on; a time that no database holds is never, or at once")
    void deferred() {
        assertThat(ShownToPerson.from(denied(null, NOW))).isEqualTo(NOW);
        assertThat(ShownToPerson.from(denied(false, Instant.MAX))).isEqualTo(ShownToPerson.NEVER);
        assertThat(ShownToPerson.from(denied(null, Instant.parse("-12026-11-28T10:00:00Z"))))
                .isEqualTo(ShownToPerson.AT_ONCE);
    }

    @Test
    @DisplayName("R22 a wish for a deferral, its approval and its refusal at the end that was asked for, that it is lifted at once")
    void deferrals() {
        for (State state : State.values()) {
            NoticeDeferralChanged changed = Corridor.deferral(UUID.randomUUID(), UUID.randomUUID(), "jugendamt", "e-1",
                    state, NOW);
            assertThat(ShownToPerson.from(changed)).as(state.name())
                    .isEqualTo(state == State.LIFTED ? ShownToPerson.AT_ONCE : NOW);
        }
    }

    @Test
    @DisplayName("At once what neither hides, and never a legal hold")
    void others() {
        assertThat(ShownToPerson.from(denied(false, null))).isEqualTo(ShownToPerson.AT_ONCE);
        assertThat(ShownToPerson.from(new LegalHoldSet(UUID.randomUUID(), UUID.randomUUID(), REQUESTER, null, NOW)))
                .isEqualTo(ShownToPerson.NEVER);
    }
}
