package de.handschlag.systemtest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.systemtest.faults.History.Change;
import de.handschlag.systemtest.faults.History.ReadCall;
import de.handschlag.systemtest.faults.LogReader.Entry;
import de.handschlag.systemtest.faults.Violation.Name;

/** The checker alone, with a history and a log that a test made up: one that no fault can be relied on to bring about. */
@DisplayName("G4 The checker")
class CheckerTest {

    private static final AgencySystem AGENCY = new AgencySystem(0, "agency", "token");
    private static final String PURPOSE = "case-management";

    private final UUID person = UUID.randomUUID();
    private final UUID grant = UUID.randomUUID();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final List<Event> log = new ArrayList<>();
    private History history;

    @BeforeEach
    void oneGrantReadAndDenied(@TempDir Path directory) {
        history = new History("run", directory.resolve("history.ndjson"));
        history.enrolled(person.toString());
        log.add(linked(person, 1, "C-1"));
        history.changed(new Change("case.linked", AGENCY.id() + "/C-1", 1, start, null, true));
        log.add(new ConsentGiven(person, 2, new ConsentRecordState(grant, AGENCY.id(), PURPOSE, List.of("phone"),
                List.of(), "Art. 6(1)(a) DSGVO", start, start, start.plus(Duration.ofDays(180)), null, null,
                new ConsentEvidence("1", "0".repeat(64), "de", ConsentEvidence.Channel.WEB, null, null, null))));
        history.changed(new Change("consent.given", grant.toString(), 2, start, null, true));
        log.add(new RevisionEnforced(person, 2, start));
        ReadCall disclosed = answered(Reads.hashOf(List.of("phone")));
        log.add(new DataDisclosed(person, 2, requester(disclosed), "C-1", PURPOSE, "Art. 6(1)(a) DSGVO",
                List.of("phone"), List.of(grant), start, start, start));
        log.add(denied(person, 2L, answered(0)));
    }

    @AfterEach
    void close() {
        history.close();
    }

    private ReadCall answered(int hash) {
        ReadCall call = history.readBegins(AGENCY.index(), "C-1");
        call.answered = new int[]{hash};
        return call;
    }

    private static Requester requester(ReadCall call) {
        return new Requester(AGENCY.id(), "client", call.employee);
    }

    private List<Violation> checked() throws SQLException, IOException {
        List<Entry> entries = new ArrayList<>();
        for (Event event : log) {
            entries.add(new Entry(entries.size(), UUID.randomUUID().toString(),
                    LogReader.shortType(EventType.of(event).typeName()),
                    Run.JSON.readTree(EventCodec.encodeData(event))));
        }
        return new Checker(history, List.of(AGENCY)).check(entries::forEach);
    }

    /** Puts the only event of this kind before the decision that it saw. */
    private void moveBeforeItsDecision(Class<? extends Event> kind, int index) {
        Event early = log.stream().filter(kind::isInstance).findFirst().orElseThrow();
        log.remove(early);
        log.add(index, early);
    }

    private static CaseLinked linked(UUID person, long revision, String reference) {
        return new CaseLinked(person, revision,
                new CaseLinkState(UUID.randomUUID(), AGENCY.id(), reference, Instant.now(), null, null));
    }

    private DisclosureDenied denied(@Nullable UUID person, @Nullable Long revision, ReadCall call) {
        return new DisclosureDenied(person, revision, requester(call), "C-1", PURPOSE, DisclosureDenied.Reason.NO_GRANT,
                start, start, start);
    }

    @ParameterizedTest
    @ValueSource(classes = {DataDisclosed.class, DisclosureDenied.class, RevisionEnforced.class})
    @DisplayName("finds what stands in the log before the decision that it saw, and names it")
    void earlyEntryIsFound(Class<? extends Event> kind) throws Exception {
        moveBeforeItsDecision(kind, 1);

        assertThat(checked()).singleElement().satisfies(violation -> {
            assertThat(violation.name()).isEqualTo(Name.LOGGED_BEFORE_ITS_DECISION);
            assertThat(violation.detail()).endsWith(" of " + person + " at revision 2, entry 1");
        });
    }

    @Test
    @DisplayName("is not put off by another person's decision at the same revision")
    void anotherPersonsDecisionIsNone() throws Exception {
        UUID other = UUID.randomUUID();
        log.add(0, linked(other, 1, "C-2"));
        log.add(1, linked(other, 2, "C-3"));
        moveBeforeItsDecision(DataDisclosed.class, 3);

        assertThat(checked()).extracting(Violation::name).containsExactly(Name.LOGGED_BEFORE_ITS_DECISION);
    }

    @Test
    @DisplayName("G2 finds a decision that a long statement put beyond the bound, though its read began in time")
    void decisionBeyondTheBoundIsFound() throws Exception {
        ReadCall slow = answered(Reads.hashOf(List.of("phone")));
        log.add(new DataDisclosed(person, 2, requester(slow), "C-1", PURPOSE, "Art. 6(1)(a) DSGVO", List.of("phone"),
                List.of(grant), start, start.plusMillis(2001), start));

        assertThat(checked()).singleElement().satisfies(violation -> {
            assertThat(violation.name()).isEqualTo(Name.G2_ANSWERED_FROM_STALE_VIEW);
            assertThat(violation.detail()).contains("decided 2001 ms after");
        });
    }

    @Test
    @DisplayName("finds nothing where each stands behind its decision, in whatever order among themselves")
    void causalOrderIsNoViolation() throws Exception {
        assertThat(checked()).isEmpty();

        Collections.reverse(log.subList(2, 5));

        assertThat(checked()).isEmpty();
    }

    @Test
    @DisplayName("finds nothing in what saw an older decision than stands before it, or nobody's")
    void olderOrNoDecisionIsNoViolation() throws Exception {
        log.add(0, denied(null, null, answered(0)));
        log.add(denied(person, 1L, answered(0)));

        assertThat(checked()).isEmpty();
    }
}
