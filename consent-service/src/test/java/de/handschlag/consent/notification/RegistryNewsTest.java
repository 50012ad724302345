package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.LetterBox;
import de.handschlag.consent.actor.LetterBox.Letter;
import de.handschlag.consent.actor.LetterBox.State;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Senders;
import de.handschlag.teststack.TestStack;

/** A person, a real mail server, and a registry that says on the topic that there is something. */
@QuarkusTest
@DisplayName("R41 A person is told of emergency accesses and of recipients that are late")
class RegistryNewsTest {

    private static final String NEWS = "Für Sie gibt es etwas Neues.\n\nMelden Sie sich hier an:\n"
            + "http://127.0.0.1:8081/app/start";

    @Inject
    NotificationSender sender;

    private final RegistryActor registry = new RegistryActor();
    private final String address = "r" + UUID.randomUUID() + "@example.org";
    private PersonActor person;
    private UUID dataSubjectId;
    private long receipts;

    @BeforeEach
    void somebody() {
        LetterBox.server(State.WORKS);
        // What other tests left for nobody.
        send();
        person = PersonActor.selfEnrolled();
        dataSubjectId = person.dataSubjectId();
    }

    @AfterEach
    void end() {
        LetterBox.server(State.WORKS);
        registry.close();
    }

    private void send() {
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(120)).until(sender::isSentHere);
    }

    private List<Letter> letters() {
        send();
        return LetterBox.of(address);
    }

    /** One message, the code, is there already. */
    private void wantsMessages(String to) {
        person.entersAddress(to, true).then().statusCode(200);
        send();
        person.confirmsAddress(LetterBox.of(to).getLast().code()).then().statusCode(200);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private UUID tells() {
        UUID eventId = UUID.randomUUID();
        registry.tells(dataSubjectId, eventId, now());
        return eventId;
    }

    /** Returns when the service has read all that was sent about the person. */
    private void awaitRead() {
        awaitRead(dataSubjectId);
    }

    private void awaitRead(UUID whose) {
        receipts++;
        registry.enforces(whose, receipts, now());
        await().atMost(Duration.ofSeconds(120))
                .until(() -> Database.number(
                        "SELECT count(*) FROM enforcement WHERE data_subject_id = ? AND enforced_revision = ?", whose,
                        receipts) == 1);
    }

    private static int partition(UUID whose) {
        return PersonPartitioner.partitionFor(whose, TestStack.PARTITIONS);
    }

    private long noted() {
        return Database.number("SELECT count(*) FROM notification WHERE data_subject_id = ?", dataSubjectId);
    }

    private long known() {
        return Database.number("SELECT count(*) FROM notification_news WHERE data_subject_id = ?", dataSubjectId);
    }

    private void timePasses(String table, String column, String time) {
        Database.update(
                "UPDATE " + table + " SET " + column + " = " + column + " - ?::interval WHERE data_subject_id = ?",
                time, dataSubjectId);
    }

    @Test
    @DisplayName("R41 in the same words as of all that is new, and no office is named; once, however often the topic has it")
    void toldOnce() {
        wantsMessages(address);
        UUID news = tells();
        awaitRead();

        assertThat(letters()).hasSize(2).last().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Handschlag: Es gibt etwas Neues");
            assertThat(letter.text()).isEqualTo(NEWS);
        });

        timePasses("notification_address", "told_at", "25 hours");
        registry.tells(dataSubjectId, news, now());
        awaitRead();
        assertThat(noted()).isZero();
        assertThat(letters()).hasSize(2);
    }

    @Test
    @DisplayName("R39 R41 what the registry did not sign tells nobody")
    void forged() {
        wantsMessages(address);
        registry.send(RegistryActor.news(dataSubjectId, UUID.randomUUID(), now()));
        registry.send(
                TestStack.signer(Senders.CONSENT).sign(RegistryActor.news(dataSubjectId, UUID.randomUUID(), now())));
        registry.send(
                TestStack.signer(Senders.AUDIT).sign(RegistryActor.news(dataSubjectId, UUID.randomUUID(), now())));
        awaitRead();

        assertThat(noted() + known()).isZero();
        assertThat(letters()).hasSize(1);
    }

    @Test
    @DisplayName("R41 an office that makes much news sends nobody more than a message a day, and fills no table with messages")
    void flood() {
        wantsMessages(address);
        for (int i = 0; i < 30; i++) {
            tells();
        }
        awaitRead();
        assertThat(noted()).isBetween(1L, 2L);
        assertThat(letters()).hasSize(2);
        for (int i = 0; i < 30; i++) {
            tells();
        }
        awaitRead();
        assertThat(letters()).as("not the same day").hasSize(2);
        assertThat(noted()).isEqualTo(1);

        timePasses("notification_address", "told_at", "25 hours");
        timePasses("notification", "due_at", "25 hours");
        assertThat(letters()).hasSize(3);
        assertThat(noted()).isZero();
    }

    @Test
    @DisplayName("R41 who wants no messages is told nothing, nothing is kept of it, and nothing is told later")
    void whoWantsNone() {
        tells();
        awaitRead();
        assertThat(noted() + known()).isZero();

        wantsMessages(address);
        registry.tells(dataSubjectId, UUID.randomUUID(), now().minusSeconds(3600));
        awaitRead();
        assertThat(noted() + known()).as("it was before the person wanted messages").isZero();
        assertThat(letters()).hasSize(1);
    }

    @Test
    @DisplayName("R41 what waits for an address that was left does not keep the new one from being told")
    void anotherAddress() {
        wantsMessages(address);
        tells();
        awaitRead();
        assertThat(letters()).hasSize(2);
        tells();
        awaitRead();
        assertThat(noted()).as("waits until tomorrow").isEqualTo(1);
        String other = "s" + UUID.randomUUID() + "@example.org";
        wantsMessages(other);

        tells();
        awaitRead();

        send();
        assertThat(LetterBox.of(other)).hasSize(2).last()
                .satisfies(letter -> assertThat(letter.text()).isEqualTo(NEWS));
    }

    @Test
    @DisplayName("Art. 17 GDPR of an erased person nothing stays, and nothing comes any more")
    void erased() {
        wantsMessages(address);
        LetterBox.server(State.DOWN);
        tells();
        awaitRead();
        assertThat(noted()).isEqualTo(1);
        person.erase().then().statusCode(202);
        tells();
        // Of the erased person no receipt is stored; somebody else's on the same partition comes after the news.
        UUID other = Stream.generate(UUID::randomUUID).filter(id -> partition(id) == partition(dataSubjectId))
                .findFirst().orElseThrow();
        Database.update("INSERT INTO data_subject (id, consent_revision, enrolled_at) VALUES (?, 0, now())", other);
        awaitRead(other);
        assertThat(noted() + known()).isZero();
        LetterBox.server(State.WORKS);

        assertThat(letters()).hasSize(1);
    }

    @Test
    @DisplayName("R41 what was noted is remembered for 30 days, and older news is not noted")
    void oldNews() {
        wantsMessages(address);
        timePasses("notification_address", "confirmed_at", "40 days");
        UUID news = tells();
        awaitRead();
        assertThat(letters()).hasSize(2);
        assertThat(known()).isEqualTo(1);
        sender.tidyUp();
        assertThat(known()).isEqualTo(1);

        timePasses("notification_news", "occurred_at", "30 days");
        sender.tidyUp();
        assertThat(known()).isZero();
        registry.tells(dataSubjectId, news, now().minus(Duration.ofDays(30)));
        awaitRead();
        assertThat(noted() + known()).isZero();
    }
}
