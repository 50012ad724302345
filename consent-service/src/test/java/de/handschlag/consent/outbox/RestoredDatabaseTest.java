package de.handschlag.consent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.deploy.test.TestStack;

/** The database comes back from a backup, or a standby that had not everything becomes the primary. */
@QuarkusTest
class RestoredDatabaseTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Inject
    OutboxRelay relay;
    @Inject
    RelayState state;

    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;
    private ConsentEventsReader topic;

    @BeforeEach
    void open() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        topic = new ConsentEventsReader();
        await().atMost(LONG).until(state::isActive);
    }

    @AfterEach
    void startAnew() throws InterruptedException {
        relay.stop();
        Database.update("UPDATE relay_position SET next_offsets = NULL");
        relay.start();
        await().atMost(LONG).until(state::isActive);
        topic.close();
    }

    /** What of a database the relay looks at. */
    private record Backup(UUID person, long revision, Long[] nextOffsets) {

        static Backup of(UUID person) throws SQLException {
            try (Connection connection = TestStack.superuserConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT next_offsets FROM relay_position")) {
                row.next();
                return new Backup(person,
                        Database.number("SELECT consent_revision FROM data_subject WHERE id = ?", person),
                        (Long[]) row.getArray(1).getArray());
            }
        }

        void restore() throws SQLException {
            Database.update("UPDATE data_subject SET consent_revision = ? WHERE id = ?", revision, person);
            try (Connection connection = TestStack.superuserConnection();
                    var update = connection.prepareStatement("UPDATE relay_position SET next_offsets = ?")) {
                Array offsets = connection.createArrayOf("bigint", nextOffsets);
                update.setArray(1, offsets);
                update.executeUpdate();
            }
        }
    }

    private static void published() {
        await().atMost(LONG).until(() -> Database.number("SELECT count(*) FROM outbox_event") == 0);
    }

    private boolean heartbeatSince(Instant moment) {
        return topic.heartbeats().stream().anyMatch(h -> h.heartbeat().publishedBefore().isAfter(moment));
    }

    @Test
    @DisplayName("G1 G2 a relay on a database that is older than its topic publishes nothing, no heartbeat either")
    void olderDatabasePublishesNothing() throws Exception {
        published();
        Backup backup = Backup.of(person.dataSubjectId());
        jobcenter.asks(caseReference, "family_name");
        published();
        relay.stop();
        backup.restore();
        // Decided anew under a revision that readers have seen already.
        jobcenter.asks(caseReference, "phone");
        int before = topic.recordsOf(person.dataSubjectId()).size();
        Instant restored = Instant.now();

        relay.start();

        await().atMost(LONG).until(state::refuses);
        assertThat(state.isActive()).isFalse();
        assertThat(heartbeatSince(restored)).isFalse();
        assertThat(topic.recordsOf(person.dataSubjectId())).hasSize(before);
        assertThat(Database.number("SELECT count(*) FROM outbox_event")).isEqualTo(1);
    }

    @Test
    @DisplayName("G2 a relay publishes nothing to a topic that lost what was published")
    void shorterTopicIsRefused() throws Exception {
        relay.stop();
        Database.update("UPDATE relay_position SET next_offsets[3] = next_offsets[3] + 1000000");

        relay.start();

        await().atMost(LONG).until(state::refuses);
        assertThat(state.isActive()).isFalse();
    }

    @Test
    @DisplayName("What waits in the outbox, was sent twice, or is about an earlier revision is no stranger")
    void ownEventsAreKnown() throws Exception {
        published();
        Backup backup = Backup.of(person.dataSubjectId());
        jobcenter.asks(caseReference, "family_name");
        published();
        relay.stop();
        // A repetition of all that the position is behind of, the database being as it is.
        Backup now = Backup.of(person.dataSubjectId());
        new Backup(now.person(), now.revision(), backup.nextOffsets()).restore();
        jobcenter.asks(caseReference, "phone");

        relay.start();

        await().atMost(LONG).until(state::isActive);
        published();
    }
}
