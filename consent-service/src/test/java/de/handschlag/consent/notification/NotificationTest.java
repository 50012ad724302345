package de.handschlag.consent.notification;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.crypto.SecretKey;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.LetterBox;
import de.handschlag.consent.actor.LetterBox.Letter;
import de.handschlag.consent.actor.LetterBox.State;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.Telephone;
import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.page.PageLanguage;
import de.handschlag.sealing.AesGcm;
import de.handschlag.sealing.SealingKeys;
import de.handschlag.settings.DatabaseLogin;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

/** A person with a case at an office, the office, and a real mail server between them that says nothing to the office. */
@QuarkusTest
@DisplayName("R41 A person is told that there is something new, and nobody else is told anything")
class NotificationTest {

    private static final String START = "http://127.0.0.1:8081/app/start";

    @Inject
    NotificationSender sender;

    @Inject
    NotificationSettings settings;

    @Inject
    DatabaseLogin login;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "handschlag.messages.key-file")
    Path keyFile;

    private AgencyActor office;
    private String caseReference;
    private PersonActor person;
    private UUID dataSubjectId;
    private String address;

    @BeforeEach
    void personWithACase() {
        LetterBox.server(State.WORKS);
        // What other tests left for nobody.
        send();
        office = AgencyActor.jobcenter();
        caseReference = office.newCase();
        person = PersonActor.of(office, caseReference);
        dataSubjectId = person.dataSubjectId();
        address = newAddress();
    }

    @AfterEach
    void serverWorksAgain() {
        LetterBox.server(State.WORKS);
    }

    private static String newAddress() {
        return "a" + UUID.randomUUID() + "@example.org";
    }

    private UUID asks(String... attributes) {
        return office.asks(caseReference, attributes);
    }

    /** A session that has just ended may hold the lock a moment longer. */
    private void send() {
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(120)).until(sender::isSentHere);
    }

    private List<Letter> letters() {
        send();
        return LetterBox.of(address);
    }

    private String enters(String entered) {
        person.entersAddress(entered, false).then().statusCode(200);
        send();
        return LetterBox.of(entered).getLast().code();
    }

    /** The person gets messages from now on; one, the code, is there already. */
    private void wantsMessages(boolean namesOffices) {
        person.entersAddress(address, namesOffices).then().statusCode(200);
        send();
        person.confirmsAddress(LetterBox.of(address).getLast().code()).then().statusCode(200);
        assertThat(LetterBox.of(address)).hasSize(1);
    }

    private long noted() {
        return Database.number("SELECT count(*) FROM notification WHERE data_subject_id = ?", dataSubjectId);
    }

    private void timePasses(String table, String column, String time) {
        Database.update(
                "UPDATE " + table + " SET " + column + " = " + column + " - ?::interval WHERE data_subject_id = ?",
                time, dataSubjectId);
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    @Test
    @DisplayName("R2 R41 nobody gets a message who did not choose it")
    void nothingIsPreselected() {
        Response choice = person.notifications();
        assertThat(Json.text(choice, "channel")).isEqualTo("none");
        assertThat(choice.<Boolean>path("offered")).isTrue();
        assertThat(choice.<Object>path("email")).isNull();

        asks("phone");
        send();

        assertThat(noted()).isZero();
        assertThat(
                Database.number("SELECT count(*) FROM notification_address WHERE data_subject_id = ?", dataSubjectId))
                .isZero();
    }

    @Test
    @DisplayName("R41 before its reader has confirmed an address nothing goes there but a code, and that opens nothing without the login")
    void addressIsConfirmedFirst() {
        assertThat(enters(address)).hasSize(14);
        asks("phone");

        List<Letter> letters = letters();

        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Handschlag: Ihr Code");
            assertThat(letter.text()).contains(START).doesNotContain(office.agencyId());
            assertThat(letter.text().lines().filter(line -> line.contains("http"))).containsExactly(START);
        });
        assertThat(person.notifications().<String>path("channel")).isEqualTo("none");
        assertThat(person.notifications().<String>path("waiting.address")).isEqualTo(address);

        Response confirmed = person.confirmsAddress(letters.getFirst().code());

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(Json.text(confirmed, "channel")).isEqualTo("email");
        assertThat(Json.text(confirmed, "email.address")).isEqualTo(address);
        assertThat(letters()).as("what was before is not told afterwards").hasSize(1);
        assertProblem(person.confirmsAddress(letters.getFirst().code()), 409, "code-already-used");
    }

    @Test
    @DisplayName("R41 by short message it is the same: a code first, then that there is something new, and no office is named")
    void byShortMessage() {
        String number = Numbers.any();
        person.entersAddress(number, false).then().statusCode(200);
        send();
        assertThat(person.notifications().<String>path("waiting.channel")).isEqualTo("sms");
        asks("phone");
        send();
        assertThat(Telephone.of(number)).as("before it is confirmed").hasSize(1);

        Response confirmed = person.confirmsAddress(Telephone.of(number).getFirst().code());

        assertThat(Json.text(confirmed, "channel")).isEqualTo("sms");
        assertThat(Json.text(confirmed, "sms.address")).isEqualTo(number);
        assertThat(confirmed.<Object>path("email")).isNull();
        asks("email");
        send();
        assertThat(Telephone.of(number)).hasSize(2).last()
                .satisfies(sms -> assertThat(sms.text()).isEqualTo("Handschlag: Es gibt etwas Neues\n" + START));
        assertThat(Telephone.of(number)).extracting(Telephone.ShortMessage::id).doesNotHaveDuplicates();

        assertThat(enters(address)).hasSize(14);
        person.confirmsAddress(LetterBox.of(address).getFirst().code()).then().statusCode(200);
        send();
        assertThat(Telephone.of(number)).as("the telephone that is left is told").hasSize(3).last().satisfies(
                sms -> assertThat(sms.text()).startsWith("Handschlag: Keine Nachrichten mehr an diese Nummer"));
    }

    @Test
    @DisplayName("R41 a gateway that is away holds up no mail, and what waited goes out once it is back")
    void gatewayAway() {
        String number = Numbers.any();
        Telephone.gatewayIsAway(true);
        try {
            person.entersAddress(number, false).then().statusCode(200);
            send();
            assertThat(Telephone.of(number)).isEmpty();
            PersonActor other = PersonActor.of(office, office.newCase());
            other.entersAddress(address, false).then().statusCode(200);
            assertThat(letters()).hasSize(1);
        } finally {
            Telephone.gatewayIsAway(false);
        }
        timePasses("notification", "due_at", "2 minutes");
        send();
        assertThat(Telephone.of(number)).hasSize(1);
    }

    @Test
    @DisplayName("R41 of a number at which no telephone is the page says so; codes to one number are few, whoever asks for them")
    void numberOfNoTelephone() {
        person.entersAddress(Numbers.ofNoTelephone(), false).then().statusCode(200);
        send();
        assertThat(person.notifications().<String>path("waiting.undeliveredSince")).isNotNull();
        assertThat(noted()).isZero();

        String number = Numbers.any();
        for (int i = 0; i < settings.codesPerDay() + 2; i++) {
            PersonActor.of(office, office.newCase()).entersAddress(number, false).then().statusCode(200);
            send();
        }
        assertThat(Telephone.of(number)).hasSize(settings.codesPerDay());
    }

    @Test
    @DisplayName("R41 who was at the office and took a consent back there is told that there is something new, in the same words, and no office is named")
    void recordedWithdrawal() {
        UUID granted = asks("phone");
        person.approve(granted).then().statusCode(200);
        wantsMessages(true);

        office.recordsWithdrawal(granted, Map.of("channel", "PAPER")).then().statusCode(202);

        assertThat(letters()).hasSize(2).last().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Handschlag: Es gibt etwas Neues");
            assertThat(letter.text()).contains(START).doesNotContain("jobcenter-test");
        });
        assertThat(noted()).isZero();
        // Told once, also if it is sent once more.
        office.recordsWithdrawal(granted, Map.of("channel", "PAPER")).then().statusCode(202);
        assertThat(noted()).isZero();
    }

    @Test
    @DisplayName("R2 R10 R41 what is written between two statements of the sender is looked at like all else: no news is what the person is not shown, or too soon")
    void whatCameInBetweenIsLookedAt() throws SQLException {
        wantsMessages(false);
        person.refuse(asks("phone")).then().statusCode(200);
        try (Connection connection = TestStack.superuserConnection()) {
            NotificationQueue queue = new NotificationQueue(new Sql(connection));
            assertThat(noted()).isPositive();
            assertThat(isNews(queue)).isFalse();
            asks("email");
            assertThat(isNews(queue)).isTrue();
            Database.update("UPDATE notification_address SET told_at = now() WHERE data_subject_id = ?", dataSubjectId);
            assertThat(isNews(queue)).isFalse();
        }
    }

    private boolean isNews(NotificationQueue queue) {
        return queue.news(Instant.now(), settings, NotificationChannel.EMAIL, 1000).stream()
                .flatMap(due -> due.ids().stream()).anyMatch(
                        id -> Database.number("SELECT count(*) FROM notification WHERE id = ? AND data_subject_id = ?",
                                id, dataSubjectId) == 1);
    }

    @Test
    @DisplayName("R41 a message about a request says that there is something new and where to log in, and nothing else")
    void requestIsTold() {
        wantsMessages(false);
        asks("phone");

        Letter letter = letters().getLast();

        assertThat(letters()).hasSize(2);
        assertThat(letter.subject()).isEqualTo("Handschlag: Es gibt etwas Neues");
        assertThat(letter.text()).isEqualTo("Für Sie gibt es etwas Neues.\n\nMelden Sie sich hier an:\n" + START);
        assertThat(letter.headers()).contains("Auto-Submitted: auto-generated", "To: " + address,
                "From: handschlag@musterau.example");
        assertThat(String.join("\n", letter.headers())).doesNotContain(dataSubjectId.toString(), caseReference,
                office.agencyId());
        assertThat(noted()).isZero();
    }

    @Test
    @DisplayName("R41 the office's name is in it only if the person allows that")
    void officeIsNamedIfAllowed() {
        wantsMessages(true);
        asks("phone");

        assertThat(letters().getLast().text()).contains("Es fragt an:\nStelle " + office.agencyId() + "\n");

        person.entersAddress(address.toUpperCase(Locale.ROOT), false).then().statusCode(200);
        assertThat(person.notifications().<Object>path("waiting")).as("for the address in use no code is needed")
                .isNull();
        timePasses("notification_address", "told_at", "25 hours");
        asks("email");
        assertThat(letters().getLast().text()).doesNotContain(office.agencyId());
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    @DisplayName("R31 R41 messages are in the language that the person chose")
    void languages(PageLanguage language) {
        person.request().body(Map.of("address", address, "language", language.tag())).put("/v1/me/notifications").then()
                .statusCode(200);
        person.confirmsAddress(letters().getLast().code()).then().statusCode(200);
        asks("phone");

        List<Letter> letters = letters();

        assertThat(letters).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.headers()).contains("Content-Language: " + language.tag());
            assertThat(letter.subject()).startsWith("Handschlag");
            assertThat(letter.text()).contains(START).doesNotContain("{", "NOT_FOUND");
            if (language != PageLanguage.GERMAN && language != PageLanguage.PLAIN_GERMAN) {
                assertThat(letter.subject() + letter.text()).doesNotContain("Neues", "Melden", "Ihr Code");
            }
        });
    }

    @Test
    @DisplayName("R2 R10 R41 a request that is held back causes no message, and the same is written for it, whoever wants messages or none")
    void heldBackIsNotTold() {
        wantsMessages(true);
        asks("phone");
        assertThat(letters()).hasSize(2);
        timePasses("notification_address", "told_at", "25 hours");

        asks("phone");
        assertThat(noted()).isEqualTo(1);
        assertThat(letters()).hasSize(2);

        person.refuse(asks("email")).then().statusCode(200);
        asks("email");
        assertThat(letters()).as("neither what was refused, nor what is asked again").hasSize(2);
        person.wantsNoMessages().then().statusCode(204);
        send();
        asks("email");
        asks("address");
        assertThat(noted()).as("the same for somebody who wants none").isEqualTo(2);
        assertThat(letters()).as("the farewell is the last").hasSize(3);
    }

    @Test
    @DisplayName("R41 what was decided, taken back or lapsed before the message was sent is not told")
    void whatIsOverIsNotTold() {
        wantsMessages(false);
        person.refuse(asks("phone")).then().statusCode(200);
        office.takesBack(asks("email")).then().statusCode(204);
        UUID lapsed = asks("address");
        Database.update("UPDATE consent_record SET lapses_at = now(), told_from = NULL WHERE id = ?", lapsed);

        assertThat(letters()).hasSize(1);
    }

    @Test
    @DisplayName("R2 R41 however often offices ask, a person gets one message a day about it")
    void nobodyIsFlooded() {
        wantsMessages(false);
        AgencyActor other = AgencyActor.counselling();
        String elsewhere = AgencyActor.newCaseReference();
        other.linkCase(elsewhere, person.linkCode()).then().statusCode(201);
        asks("phone");
        other.asks(elsewhere, "phone");
        assertThat(letters()).as("one for both").hasSize(2);

        asks("email");
        assertThat(letters()).hasSize(2);
        timePasses("notification", "due_at", "23 hours");
        assertThat(letters()).hasSize(2);
        timePasses("notification", "due_at", "25 hours");
        timePasses("notification_address", "told_at", "25 hours");
        asks("address");

        assertThat(letters()).as("one for both that waited").hasSize(3);
        assertThat(noted()).isZero();
    }

    private static final String NEWS = "Für Sie gibt es etwas Neues.\n\nMelden Sie sich hier an:\n" + START;

    @Test
    @DisplayName("R7 R41 of a consent that ended as its office became another one, or with its case, the person is told; not of what they ended themselves")
    void endOfAConsentIsTold() {
        wantsMessages(true);
        AgencyActor changing = AgencyActor.registered("mitteilung-wandelt-sich-test", "mbe", "case-management");
        String elsewhere = AgencyActor.newCaseReference();
        changing.linkCase(elsewhere, person.linkCode()).then().statusCode(201);
        UUID ended = changing.asks(elsewhere, "phone");
        person.approve(ended).then().statusCode(200);

        AgencyActor.described(changing.agencyId(), "mbe", Map.of("name", "Nun eine andere"));
        await().atMost(Duration.ofSeconds(120)).until(() -> person.status(ended).equals("ConsentInvalidated"));
        assertThat(letters()).hasSize(2).last()
                .satisfies(letter -> assertThat(letter.text()).as("no office is named").isEqualTo(NEWS));
        assertThat(noted()).isZero();

        timePasses("notification_address", "told_at", "25 hours");
        person.approve(asks("phone")).then().statusCode(200);
        office.unlinkCase(caseReference).then().statusCode(202);
        assertThat(letters()).hasSize(3).last().satisfies(letter -> assertThat(letter.text()).isEqualTo(NEWS));

        timePasses("notification_address", "told_at", "25 hours");
        String again = AgencyActor.newCaseReference();
        office.linkCase(again, person.linkCode()).then().statusCode(201);
        UUID own = office.asks(again, "phone");
        person.approve(own).then().statusCode(200);
        person.withdraw(own).then().statusCode(202);
        person.approve(office.asks(again, "email")).then().statusCode(200);
        String caseLink = person.request().get("/v1/me/case-links")
                .path("caseLinks.find { it.caseReference == '" + again + "' }.caseLinkId");
        assertThat(person.request().delete("/v1/me/case-links/{id}", caseLink).statusCode()).isEqualTo(202);
        assertThat(letters()).as("neither the withdrawal nor the case's end").hasSize(3);
        assertThat(noted()).isZero();
        AgencyActor.registered(changing.agencyId(), "mbe");
    }

    @Test
    @DisplayName("R7 R9 R41 of a release that ended as its source became another agency the person is told, and nothing in it betrays the source")
    void endOfAReleaseIsTold() {
        wantsMessages(true);
        AgencyActor changing = AgencyActor.registered("mitteilung-quelle-test", "mbe");
        changing.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        AgencyActor.underSecrecy().linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        UUID consent = asks("phone");
        person.approve(consent).then().statusCode(200);
        person.release(consent, "psz-test").then().statusCode(201);
        person.release(consent, changing.agencyId()).then().statusCode(201);
        person.withdrawRelease(consent, "psz-test").then().statusCode(202);
        assertThat(letters()).as("what the person took back is no news").hasSize(1);

        AgencyActor.described(changing.agencyId(), "frauenhaus", Map.of());
        await().atMost(Duration.ofSeconds(120))
                .until(() -> person.consentRecord(consent).<List<String>>path("releasedSources").isEmpty());

        assertThat(letters()).hasSize(2).last().satisfies(letter -> assertThat(letter.text()).isEqualTo(NEWS));
        AgencyActor.registered(changing.agencyId(), "mbe");
    }

    @Test
    @DisplayName("R35 R41 a login that wants to be the person's is told, also soon after something else")
    void newLoginIsTold() {
        wantsMessages(false);
        asks("phone");
        assertThat(letters()).hasSize(2);
        PersonActor stranger = PersonActor.unbound();
        stranger.bind(office.bindingCode(caseReference)).then().statusCode(202);
        assertThat(letters()).hasSize(2);
        timePasses("notification_address", "told_at", "61 minutes");
        timePasses("notification", "due_at", "61 minutes");

        assertThat(letters()).hasSize(3).last().extracting(Letter::subject)
                .isEqualTo("Handschlag: Es gibt etwas Neues");

        timePasses("notification_address", "told_at", "61 minutes");
        person.confirm(stranger.loginBindingId()).then().statusCode(200);
        assertThat(letters()).as("and that it is").hasSize(4);
    }

    @Test
    @DisplayName("R41 whoever turns messages to another address with somebody's session is told of at the former one")
    void formerAddressIsTold() {
        wantsMessages(false);
        String thiefs = newAddress();

        String code = enters(thiefs);
        assertThat(LetterBox.of(address)).as("nothing has changed yet").hasSize(1);
        assertThat(person.notifications().<String>path("email.address")).isEqualTo(address);
        person.confirmsAddress(code).then().statusCode(200);

        Letter farewell = letters().getLast();
        assertThat(farewell.subject()).isEqualTo("Handschlag: Keine Nachrichten mehr an diese Adresse");
        assertThat(farewell.text()).contains("Anmeldungen, die Sie nicht kennen", START).doesNotContain(thiefs);
        asks("phone");
        assertThat(letters()).hasSize(2);
        assertThat(LetterBox.of(thiefs)).hasSize(2);
        assertThat(
                Database.number("SELECT count(*) FROM notification_address WHERE data_subject_id = ?", dataSubjectId))
                .as("the former one is forgotten").isEqualTo(1);
    }

    @Test
    @DisplayName("R41 who turns messages off is told so there, once, and the address is forgotten")
    void offIsTold() {
        wantsMessages(false);

        person.wantsNoMessages().then().statusCode(204);
        person.wantsNoMessages().then().statusCode(204);

        asks("phone");
        assertThat(letters()).hasSize(2).last().extracting(Letter::subject)
                .isEqualTo("Handschlag: Keine Nachrichten mehr an diese Adresse");
        assertThat(
                Database.number("SELECT count(*) FROM notification_address WHERE data_subject_id = ?", dataSubjectId))
                .isZero();
        assertThat(person.notifications().<String>path("channel")).isEqualTo("none");
    }

    @Test
    @DisplayName("R35 R41 a login that an office brought has no ear left once the person has ended it: its address goes with it")
    void addressGoesWithItsLogin() {
        wantsMessages(true);
        PersonActor own = PersonActor.unbound();
        own.bind(office.bindingCode(caseReference)).then().statusCode(202);
        person.confirm(own.loginBindingId()).then().statusCode(200);
        UUID offices = person.loginBindingId();

        own.endLogin(offices).then().statusCode(204);

        asks("phone");
        List<Letter> letters = letters();
        assertThat(letters.getLast().subject()).isEqualTo("Handschlag: Keine Nachrichten mehr an diese Adresse");
        int told = letters.size();
        timePasses("notification", "due_at", "25 hours");
        assertThat(letters()).hasSize(told);
        assertThat(own.notifications().<String>path("channel")).isEqualTo("none");
    }

    @Test
    @DisplayName("R41 nobody confirms an address by another's code, a wrong one, an earlier one or an expired one, nor by guessing")
    void codes() {
        String first = enters(newAddress());
        String second = enters(address);
        PersonActor other = PersonActor.selfEnrolled();
        String others = newAddress();
        other.entersAddress(others, false).then().statusCode(200);

        assertProblem(other.confirmsAddress(second), 422, "code-not-valid");
        assertProblem(person.confirmsAddress(first), 422, "code-not-valid");
        assertProblem(person.confirmsAddress(office.bindingCode(caseReference)), 422, "code-not-valid");
        assertProblem(person.confirmsAddress(person.linkCode()), 422, "code-not-valid");
        assertProblem(PersonActor.unbound().confirmsAddress(second), 404, "login-not-bound");
        Database.update("UPDATE one_time_code SET expires_at = now() WHERE data_subject_id = ? AND kind = 'ADDRESS'",
                dataSubjectId);
        assertProblem(person.confirmsAddress(second), 422, "code-not-valid");
        assertProblem(person.confirmsAddress("AAAA-AAAA-AAAA"), 422, "code-not-valid");
        assertProblem(person.confirmsAddress(second), 429, "too-many-requests");
        assertThat(person.notifications().<String>path("channel")).isEqualTo("none");
    }

    @Test
    @DisplayName("R41 nobody's letter box is filled with codes: three a day for one person, and three to one address, whoever enters it")
    void codesAreBounded() {
        for (int i = 0; i < 3; i++) {
            person.entersAddress(newAddress(), false).then().statusCode(200);
        }
        Response fourth = person.entersAddress(newAddress(), false);
        assertProblem(fourth, 429, "too-many-requests");
        assertThat(Integer.parseInt(fourth.header("Retry-After"))).isPositive();

        for (int i = 0; i < 5; i++) {
            PersonActor somebody = PersonActor.selfEnrolled();
            Response answer = somebody.entersAddress(i % 2 == 0 ? address : address.toUpperCase(Locale.ROOT), false);
            assertThat(answer.statusCode()).as("who enters it does not learn that others did").isEqualTo(200);
            assertThat(Json.text(answer, "waiting.address")).isEqualToIgnoringCase(address);
            somebody.erase();
        }
        for (int i = 0; i < 3; i++) {
            PersonActor somebody = PersonActor.selfEnrolled();
            somebody.entersAddress(address, false).then().statusCode(200);
            send();
        }
        assertThat(LetterBox.of(address)).as("erasing and beginning anew does not begin a new count").isEmpty();
    }

    @Test
    @DisplayName("Art. 17 GDPR an erased person's address is gone, and nothing that waited is sent")
    void erased() {
        wantsMessages(false);
        LetterBox.server(State.DOWN);
        asks("phone");
        send();
        person.erase().then().statusCode(202);
        LetterBox.server(State.WORKS);

        Database.update("UPDATE notification SET due_at = now()");
        assertThat(letters()).hasSize(1);
        assertThat(Database.number("""
                SELECT (SELECT count(*) FROM notification WHERE data_subject_id = ?)
                    + (SELECT count(*) FROM notification_address WHERE data_subject_id = ?)""", dataSubjectId,
                dataSubjectId)).isZero();
    }

    @Test
    @DisplayName("Whoever has the database without the key file reads no address and no code")
    void sealedInTheDatabase() {
        String code = enters(address);
        person.entersAddress(newAddress(), false).then().statusCode(200);

        assertThat(Database.number("""
                SELECT count(*) FROM (SELECT row_to_json(a)::text AS line FROM notification_address a
                    UNION ALL SELECT row_to_json(n)::text FROM notification n
                    UNION ALL SELECT row_to_json(l)::text FROM notification_code_limit l
                    UNION ALL SELECT row_to_json(c)::text FROM one_time_code c
                    UNION ALL SELECT convert_from(o.data, 'UTF8') FROM outbox_event o
                    UNION ALL SELECT convert_from(p.data, 'UTF8') FROM published_event p WHERE p.data IS NOT NULL) t
                WHERE line LIKE '%example.org%' OR line LIKE '%' || ? || '%'""", code)).isZero();
    }

    @Test
    @DisplayName("An address that a former key has sealed is sealed by the new one, and stays the person's")
    void rotation() {
        wantsMessages(false);
        UUID addressId = TestStack.asSuperuser(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery(
                    "SELECT address_id FROM notification_address WHERE data_subject_id = '" + dataSubjectId + "'")) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        });
        SecretKey former = requireNonNull(SealingKeys.read(keyFile, "key of messages").get("tests-1"));
        byte[] sealed = AesGcm.seal(former, StoredAddress.context(addressId), address.getBytes(StandardCharsets.UTF_8));
        Database.update("UPDATE notification_address SET sealed = ? WHERE address_id = ?",
                "tests-1 " + Base64.getEncoder().encodeToString(sealed), addressId);
        assertThat(person.notifications().<String>path("email.address")).isEqualTo(address);

        sender.tidyUp();

        assertThat(Database.number(
                "SELECT count(*) FROM notification_address WHERE sealed LIKE 'tests-2 %' AND address_id = ?",
                addressId)).isEqualTo(1);
        assertThat(person.notifications().<String>path("email.address")).isEqualTo(address);
    }

    @Test
    @DisplayName("R41 an address that was sealed for another person or place opens nothing")
    void sealedAddressIsBoundToItsPlace() {
        wantsMessages(false);
        PersonActor thief = PersonActor.selfEnrolled();
        thief.entersAddress(newAddress(), false).then().statusCode(200);

        Database.update("""
                UPDATE notification_address SET sealed = (SELECT sealed FROM notification_address
                    WHERE data_subject_id = ?) WHERE data_subject_id = ?""", dataSubjectId, thief.dataSubjectId());

        assertThat(thief.notifications().<Object>path("waiting.address")).isNull();
        send();
        assertThat(LetterBox.of(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.org\\r\\nBcc: b@example.org", "a\\r\\nBcc: x@example.org\\r\\n@example.org",
            "<a@example.org>", "a@example.org, b@example.org", "a@localhost", "\\\"a b\\\"@example.org", "a", ""})
    @DisplayName("R41 an address that says something else to a mail server is refused, and never repeated")
    void injections(String entered) {
        Response answer = person.request().body("{\"address\":\"" + entered + "\",\"language\":\"de\"}")
                .put("/v1/me/notifications");

        assertProblem(answer, 422, "invalid-request");
        assertThat(answer.<List<String>>path("violations.field")).containsExactly("address");
        assertThat(answer.asString()).doesNotContain("b@", "Bcc");
        assertThat(
                Database.number("SELECT count(*) FROM notification_address WHERE data_subject_id = ?", dataSubjectId))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = {"DOWN", "SILENT"})
    @DisplayName("R41 a mail server that is away or silent keeps nobody from asking and deciding, and gets the message once it is back")
    void serverAway(State state) throws Exception {
        wantsMessages(false);
        LetterBox.server(state);
        UUID request = asks("phone");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> running = threads.submit(this::send);
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> Database.number(
                            "SELECT coalesce(max(attempts), 0) FROM notification WHERE data_subject_id = ?",
                            dataSubjectId) == 1);
            person.approve(request).then().statusCode(200);
            asks("email");
            person.wantsNoMessages().then().statusCode(204);
            assertThat(person.entersAddress(address, false).statusCode()).isEqualTo(200);
            running.get(2, TimeUnit.MINUTES);
        }
        assertThat(Database.number("""
                SELECT count(*) FROM notification WHERE data_subject_id = ? AND kind = 'REQUEST' AND attempts = 1
                    AND due_at > now()""", dataSubjectId)).isEqualTo(1);
        LetterBox.server(State.WORKS);
        Database.update("UPDATE notification SET due_at = now() WHERE data_subject_id = ?", dataSubjectId);

        assertThat(letters()).extracting(Letter::subject).containsExactlyInAnyOrder("Handschlag: Ihr Code",
                "Handschlag: Keine Nachrichten mehr an diese Adresse", "Handschlag: Ihr Code");
    }

    @Test
    @DisplayName("R41 it is tried with longer and longer pauses, sent once when the server is back, and told nowhere but there")
    void pauses() {
        wantsMessages(false);
        LetterBox.server(State.DOWN);
        asks("phone");
        double failed = metrics.counter("handschlag.messages", "outcome", "failed").count();
        for (long minutes : new long[]{1, 2, 4}) {
            Instant before = Instant.now();
            send();
            send();
            assertThat(Database.number("""
                    SELECT count(*) FROM notification WHERE data_subject_id = ?
                        AND due_at BETWEEN ?::timestamptz AND now() + ?::interval""", dataSubjectId,
                    before.plus(Duration.ofMinutes(minutes)).minusSeconds(1).toString(), minutes + " minutes"))
                    .isEqualTo(1);
            timePasses("notification", "due_at", minutes + " minutes");
        }
        assertThat(metrics.counter("handschlag.messages", "outcome", "failed").count()).isEqualTo(failed + 3);
        LetterBox.server(State.WORKS);

        assertThat(letters()).hasSize(2);
        send();
        assertThat(letters()).hasSize(2);
        assertThat(person.notifications().<Object>path("email.undeliveredSince")).isNull();
    }

    @Test
    @DisplayName("R41 a message whose receipt is lost is sent once more after the pause, under the same id, and not more often")
    void atLeastOnce() {
        wantsMessages(false);
        asks("phone");
        LetterBox.server(State.HANGS_UP_AFTER_THE_MESSAGE);
        send();
        await().atMost(Duration.ofSeconds(120)).until(() -> LetterBox.of(address).size() == 2);
        LetterBox.server(State.WORKS);
        assertThat(letters()).as("not at once").hasSize(2);
        timePasses("notification", "due_at", "1 minute");

        List<Letter> letters = letters();

        assertThat(letters).hasSize(3);
        assertThat(letters.get(2).id()).isEqualTo(letters.get(1).id());
        send();
        assertThat(letters()).hasSize(3);
    }

    @Test
    @DisplayName("R41 what a provider refuses for good is given up at once, and the person's page says so until something gets there")
    void refused() {
        address = LetterBox.REFUSED + UUID.randomUUID() + "@example.org";
        double givenUp = metrics.counter("handschlag.messages", "outcome", "given-up").count();
        person.entersAddress(address, false).then().statusCode(200);

        send();

        assertThat(person.notifications().<String>path("waiting.undeliveredSince")).isNotNull();
        assertThat(metrics.counter("handschlag.messages", "outcome", "given-up").count()).isEqualTo(givenUp + 1);
        assertThat(noted()).isZero();
        String works = newAddress();
        person.confirmsAddress(enters(works)).then().statusCode(200);
        assertThat(person.notifications().<Object>path("email.undeliveredSince")).isNull();
    }

    @Test
    @DisplayName("R41 what the server does not take within two days is given up, and the person's page says so")
    void givenUp() {
        wantsMessages(false);
        LetterBox.server(State.DOWN);
        asks("phone");
        send();
        timePasses("notification", "due_at", "2 days");
        timePasses("notification", "first_tried_at", "2 days");

        send();

        assertThat(noted()).isZero();
        assertThat(person.notifications().<String>path("email.undeliveredSince")).isNotNull();
        LetterBox.server(State.WORKS);
        assertThat(letters()).hasSize(1);
        timePasses("notification_address", "told_at", "25 hours");
        asks("email");
        assertThat(letters()).hasSize(2);
        assertThat(person.notifications().<Object>path("email.undeliveredSince")).isNull();
    }

    @Test
    @DisplayName("R41 one replica sends at a time, and of several that would, each message goes out once")
    void oneSends() throws Exception {
        wantsMessages(false);
        asks("phone");
        try (Connection other = login.open("another replica", Duration.ofSeconds(60), "")) {
            await().atMost(Duration.ofSeconds(120)).until(() -> LeaderLock.NOTIFICATIONS.tryLock(other));
            assertThat(sender.isSentHere()).isFalse();
            sender.run();
            assertThat(LetterBox.of(address)).hasSize(1);
        }
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(replicas.submit(sender::run));
            }
            for (Future<?> run : runs) {
                run.get(120, TimeUnit.SECONDS);
            }
        }

        assertThat(letters()).hasSize(2);
    }

    @Test
    @DisplayName("R41 a request that is not written is not told either")
    void sameTransaction() {
        wantsMessages(false);
        office.requestConsent(caseReference, "case-management", 6, "no_such_attribute").then().statusCode(422);
        assertThat(noted()).isZero();
        long before = Database.number("SELECT count(*) FROM notification");

        UUID id = asks("phone");

        assertThat(Database.number("SELECT count(*) FROM notification")).isEqualTo(before + 1);
        assertThat(Database.number("SELECT count(*) FROM notification WHERE consent_record_id = ?", id)).isEqualTo(1);
    }
}
