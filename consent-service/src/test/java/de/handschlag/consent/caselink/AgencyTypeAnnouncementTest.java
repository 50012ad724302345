package de.handschlag.consent.caselink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.PersonEvent;

@QuarkusTest
@DisplayName("R9 R22 The type of an agency is told with its case links (ADR 45)")
class AgencyTypeAnnouncementTest {

    @Inject
    AgencyTypeAnnouncement announcement;

    private final String agencyId = "typed-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aLinkTellsTheTypeAndTellsItAnewWhenTheAgencyBecomesAnother() {
        AgencyActor agency = AgencyActor.registered(agencyId, "mbe", "case-management");
        String reference = agency.newCase();
        UUID person = PersonActor.of(agency, reference).dataSubjectId();

        AgencyActor.registered(agencyId, "psz", "case-management");

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(typesOf(topic, person)).containsExactly("mbe", "psz"));
            assertThat(links(topic, person)).extracting(CaseLinkState::caseLinkId).hasSize(2)
                    .containsOnly(links(topic, person).getFirst().caseLinkId());
            agency.unlinkCase(reference);
            await().atMost(Duration.ofSeconds(120)).untilAsserted(
                    () -> assertThat(topic.eventsOf(person)).last().isInstanceOfSatisfying(CaseUnlinked.class,
                            unlinked -> assertThat(unlinked.caseLink().agencyType()).isEqualTo("psz")));
        }
    }

    @Test
    void aLinkFromBeforeTellsItOnceHoweverManyReplicasLook() {
        AgencyActor agency = AgencyActor.registered(agencyId, "mbe", "case-management");
        UUID person = PersonActor.of(agency, agency.newCase()).dataSubjectId();
        Database.update("UPDATE case_link SET told_agency_type = NULL WHERE agency_id = ?", agencyId);

        announcement.tellUntoldTypes();
        announcement.tellUntoldTypes();

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(typesOf(topic, person)).containsExactly("mbe", "mbe"));
        }
    }

    private static List<String> typesOf(ConsentEventsReader topic, UUID person) {
        return links(topic, person).stream().map(CaseLinkState::agencyType).toList();
    }

    private static List<CaseLinkState> links(ConsentEventsReader topic, UUID person) {
        List<PersonEvent> events = topic.eventsOf(person);
        return events.stream().filter(CaseLinked.class::isInstance).map(event -> ((CaseLinked) event).caseLink())
                .toList();
    }
}
