package de.handschlag.audit.asking.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.event.Requester;

@QuarkusTest
@DisplayName("What waits for the data-protection officer")
class InboxTest extends AuditTestCase {

    private final String agency = "waiting-" + UUID.randomUUID();
    private final UUID person = UUID.randomUUID();
    private final Instant now = Corridor.now();
    private final List<EventEnvelope<Event>> events = new ArrayList<>();

    @Inject
    InboxRepository inbox;

    /** @return its position among the events */
    private int event(Instant time, Event event) {
        events.add(new EventEnvelope<>(UUID.randomUUID(), Corridor.sourceOf(event), time, null, event));
        return events.size() - 1;
    }

    private int opened(UUID access, Instant opened, Instant due) {
        return event(opened, Corridor.openedWithReviewDue(access, person, agency, "e-1", opened, due));
    }

    private List<Long> log() {
        corridor.sendAll(events);
        return awaitIndexes(events.stream().map(EventEnvelope::id).toList());
    }

    private List<WaitingEntry> emergencies() {
        return inbox.emergencies(now.minus(Duration.ofDays(90)), now, 10_000).stream()
                .filter(entry -> agency.equals(entry.agency())).toList();
    }

    @Test
    @DisplayName("R21 an emergency access is overdue by what the registry's operator set, the soonest due first, until it is reviewed")
    void dueIsWhatTheRegistrySet() {
        Instant opened = now.minus(Duration.ofHours(25));
        int usual = opened(UUID.randomUUID(), opened, opened.plus(Duration.ofHours(72)));
        int strict = opened(UUID.randomUUID(), opened, opened.plus(Duration.ofHours(24)));
        UUID seen = UUID.randomUUID();
        opened(seen, opened, opened.plus(Duration.ofHours(24)));
        event(opened.plusSeconds(60), Corridor.reviewed(seen, person, agency, "dpo-1", null));
        List<Long> indexes = log();

        assertThat(emergencies()).containsExactly(
                new WaitingEntry(indexes.get(strict), opened, agency, "vital-emergency",
                        opened.plus(Duration.ofHours(24)), true),
                new WaitingEntry(indexes.get(usual), opened, agency, "vital-emergency",
                        opened.plus(Duration.ofHours(72)), false));
    }

    @Test
    @DisplayName("R23 an answer that is late waits until that obligation is answered, and not another one of the same agency")
    void overdueAnswers() {
        UUID answered = UUID.randomUUID();
        Instant late = now.minus(Duration.ofHours(2));
        int owed = event(late, overdue(UUID.randomUUID(), late));
        event(late, overdue(answered, late));
        event(now,
                new ObligationAnswered(person, new Requester(agency, "c", "e-1"), answered,
                        ObligationCause.GRANT_WITHDRAWN, "housing", List.of("phone"), List.of(UUID.randomUUID()),
                        ObligationAnswered.Outcome.DELETED, null, late, late, now));
        List<Long> indexes = log();

        assertThat(inbox.overdueAnswers(now.minus(Duration.ofDays(90)), 10_000).stream()
                .filter(entry -> agency.equals(entry.agency())).map(WaitingEntry::index))
                .containsExactly(indexes.get(owed));
    }

    private ObligationOverdue overdue(UUID obligation, Instant due) {
        return new ObligationOverdue(person, new Requester(agency, "registry-service", null), obligation,
                ObligationCause.GRANT_WITHDRAWN, "housing", List.of("phone"), List.of(UUID.randomUUID()), due, due);
    }

    @Test
    @DisplayName("R21 an opening that names no time which the database holds stops nobody, and is due at once")
    void timeThatNoDatabaseHolds() {
        int late = opened(UUID.randomUUID(), now, Instant.parse("+12026-11-28T10:00:00Z"));
        int early = opened(UUID.randomUUID(), now, Instant.parse("-12026-11-28T10:00:00Z"));
        List<Long> indexes = log();

        assertThat(emergencies()).extracting(WaitingEntry::index, WaitingEntry::dueAt)
                .containsExactlyInAnyOrder(tuple(indexes.get(late), now), tuple(indexes.get(early), now));
    }
}
