package de.handschlag.consent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.PersonEvent;
import de.handschlag.teststack.TestStack;

/** A database that comes back from a backup, or a standby that had not everything and becomes the primary (ADR 39). */
abstract class RestoredDatabaseTestCase {

    static final Duration LONG = Duration.ofSeconds(120);

    @Inject
    OutboxRelay relay;
    @Inject
    RelayState state;
    @Inject
    OutboxSettings settings;
    @Inject
    SecondRelay second;

    final RelayState stateOfCatchingUp = new RelayState(new SimpleMeterRegistry());
    OutboxRelay catchingUp;
    ConsentEventsReader topic;
    AgencyActor jobcenter;
    AgencyActor counselling;
    String beforePerson;
    String caseReference;
    PersonActor person;
    UUID dataSubjectId;

    @BeforeEach
    void enrol() throws SQLException {
        catchingUp = second.of(catchingUp(settings), stateOfCatchingUp);
        topic = new ConsentEventsReader();
        beforePerson = text("SELECT next_offsets::text FROM relay_position");
        jobcenter = AgencyActor.jobcenter();
        counselling = AgencyActor.counselling();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        dataSubjectId = person.dataSubjectId();
        await().atMost(LONG).until(state::isActive);
    }

    @AfterEach
    void startAnew() throws InterruptedException {
        catchingUp.stop();
        relay.stop();
        Database.update("DELETE FROM outbox_event");
        Database.update("UPDATE relay_position SET next_offsets = NULL");
        relay.start();
        await().atMost(LONG).until(state::isActive);
        topic.close();
    }

    static OutboxSettings catchingUp(OutboxSettings settings) {
        return (OutboxSettings) Proxy.newProxyInstance(OutboxSettings.class.getClassLoader(),
                new Class<?>[]{OutboxSettings.class}, (_, method, arguments) -> {
                    if (method.getName().equals("catchUp")) {
                        return true;
                    }
                    if (method.getName().equals("refusalBackOff")) {
                        return Duration.ofMillis(200);
                    }
                    try {
                        return method.invoke(settings, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What a backup has of one person, and how far the relay had got. */
    final class Backup {

        private static final List<String> TABLES = List.of("data_subject", "login_binding", "ended_login_binding",
                "case_link", "one_time_code", "consent_record", "recorded_approval", "secrecy_release", "enforcement",
                "ending", "outbox_event", "notification");

        private final Map<String, String> rows = new TreeMap<>();
        private final String nextOffsets;

        Backup() throws SQLException {
            nextOffsets = text("SELECT next_offsets::text FROM relay_position");
            for (String table : TABLES) {
                rows.put(table, text("SELECT coalesce(jsonb_agg(t), '[]')::text FROM " + table + " t WHERE "
                        + key(table) + " = '" + dataSubjectId + "'"));
            }
        }

        /** As if the person had come after the backup. */
        void forgetRows() {
            rows.replaceAll((_, _) -> "[]");
        }

        /** Stops the relay when all is published, as the machine does on which the database is lost, and goes back. */
        void restore() throws InterruptedException {
            published();
            relay.stop();
            for (String table : TABLES.reversed()) {
                Database.update("DELETE FROM " + table + " WHERE " + key(table) + " = ?", dataSubjectId);
            }
            for (String table : TABLES) {
                Database.update(
                        "INSERT INTO %1$s OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::%1$s, ?::jsonb)"
                                .formatted(table),
                        rows.get(table));
            }
            Database.update("UPDATE relay_position SET next_offsets = ?::bigint[]", nextOffsets);
        }

        private static String key(String table) {
            return table.equals("data_subject") ? "id" : "data_subject_id";
        }
    }

    static String text(String sql) throws SQLException {
        try (var connection = TestStack.superuserConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    static void published() {
        await().atMost(LONG).until(() -> Database.number("SELECT count(*) FROM outbox_event") == 0);
    }

    Backup backup() throws SQLException {
        published();
        return new Backup();
    }

    /** Those that no decision of the restored database rests on. */
    static void loseNotices() {
        Database.update("DELETE FROM notice n WHERE NOT EXISTS (SELECT FROM consent_record WHERE notice_hash = n.hash)"
                + " AND NOT EXISTS (SELECT FROM recorded_approval WHERE notice_hash = n.hash)"
                + " AND NOT EXISTS (SELECT FROM secrecy_release WHERE notice_hash = n.hash)");
    }

    void catchUp() {
        catchingUp.start();
        await().atMost(LONG).until(stateOfCatchingUp::isActive);
        published();
    }

    List<PersonEvent> events() {
        return topic.eventsOf(dataSubjectId);
    }

    void assertRevisionsWithoutGap(int count) {
        await().atMost(LONG).untilAsserted(() -> assertThat(events()).hasSize(count));
        assertThat(events()).extracting(PersonEvent::consentRevision)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
    }
}
