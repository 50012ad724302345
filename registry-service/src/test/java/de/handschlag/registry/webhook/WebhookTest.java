package de.handschlag.registry.webhook;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.ManagementInterface;

@QuarkusTest
@DisplayName("Webhooks")
class WebhookTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";

    @Inject
    AgroalDataSource dataSource;

    private final UUID person = UUID.randomUUID();
    private final String agency = "hooked-" + person.toString().substring(0, 8);
    private final String reference = "H-" + person;
    private final Receiver receiver = new Receiver();
    private long revision;

    @BeforeEach
    void linkedCase() {
        consentService.send(linked(person, ++revision, UUID.randomUUID(), agency, reference));
    }

    @AfterEach
    void removeIt() {
        as(tokens.agencySystem(agency)).delete("/v1/webhook");
        receiver.close();
    }

    @Test
    @DisplayName("R18 an agency of which an administrator ended all is not called; what it missed is told when that is taken back")
    void endedAgencyIsNotCalled() {
        assertThat(registered()).isNotEmpty();
        String ended = as(tokens.admin())
                .body("{\"agencyId\":\"" + agency + "\",\"reason\":\"The client's secret was lost.\"}")
                .post("/v1/ended-entitlements").jsonPath().getString("endedEntitlementId");
        consentService.send(given(person, ++revision, UUID.randomUUID(), agency, PURPOSE, "phone"));
        // Another agency's message, made later, has arrived: this one's would have, too.
        String other = "hooked-too-" + person.toString().substring(0, 8);
        try (Receiver another = new Receiver()) {
            as(tokens.agencySystem(other)).body("{\"url\":\"" + another.url() + "\"}").put("/v1/webhook").then()
                    .statusCode(201);
            consentService.send(linked(person, ++revision, UUID.randomUUID(), other, "O-" + person));
            consentService.send(given(person, ++revision, UUID.randomUUID(), other, PURPOSE, "phone"));
            await().atMost(Duration.ofSeconds(120)).until(() -> !another.messages().isEmpty());
            as(tokens.agencySystem(other)).delete("/v1/webhook");
        }
        assertThat(receiver.messages()).isEmpty();

        as(tokens.admin()).delete("/v1/ended-entitlements/" + ended).then().statusCode(204);
        await().atMost(Duration.ofSeconds(120)).until(() -> !receiver.messages().isEmpty());
    }

    private Response register(String url) {
        return as(tokens.agencySystem(agency)).body("{\"url\":\"" + url + "\"}").put("/v1/webhook");
    }

    private byte[] registered() {
        Response answer = register(receiver.url());
        assertThat(answer.statusCode()).isEqualTo(201);
        return secretIn(answer);
    }

    private static byte[] secretIn(Response answer) {
        String secret = Json.text(answer, "secret");
        assertThat(secret).startsWith("whsec_");
        return Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    private void somethingChanges() {
        consentService.send(given(person, ++revision, UUID.randomUUID(), agency, PURPOSE, "phone"));
    }

    private Receiver.Message awaitMessage(int number) {
        await().atMost(Duration.ofSeconds(120)).until(() -> receiver.messages().size() >= number);
        return receiver.messages().get(number - 1);
    }

    private JsonPath webhook() {
        return as(tokens.agencySystem(agency)).get("/v1/webhook").jsonPath();
    }

    /** As a receiver does it by the specification, without the sender's code. */
    private static String expectedSignature(byte[] secret, Receiver.Message message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update(message.id().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        mac.update(message.timestamp().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '.');
        mac.update(message.body().getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
    }

    @Test
    @DisplayName("Registered eight times at once it is made once, and its secret shown once")
    void registeredAtTheSameMoment() throws Exception {
        assertThat(AtOnce.statuses(8, () -> register(receiver.url()))).containsExactlyInAnyOrder(201, 200, 200, 200,
                200, 200, 200, 200);
    }

    @Test
    @DisplayName("R16 a message is signed, has what is needed against replays, says where to read on, and says nothing else")
    void messageIsSignedAndThin() throws GeneralSecurityException {
        byte[] secret = registered();
        somethingChanges();

        Receiver.Message message = awaitMessage(1);

        assertThat(message.id()).matches("msg_[0-9a-f-]{36}");
        assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp()))).isBetween(Instant.now().minusSeconds(15),
                Instant.now().plusSeconds(2));
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.signature()).isEqualTo(expectedSignature(secret, message));
        JsonPath body = JsonPath.from(message.body());
        assertThat(body.getMap("")).containsOnlyKeys("type", "timestamp", "data");
        assertThat(body.getString("type")).isEqualTo("changes.available");
        assertThat(body.getMap("data")).containsOnlyKeys("after");
        assertThat(message.body()).doesNotContain(reference).doesNotContain(person.toString()).doesNotContain(PURPOSE);
        assertThat(as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes?after=" + body.getString("data.after"))
                .jsonPath().getList("changes.caseReferences")).containsExactly(List.of(reference));
        await().atMost(Duration.ofSeconds(120)).until(() -> webhook().getString("deliveredAt") != null);
        assertThat(webhook().getString("state")).isEqualTo("active");
    }

    @Test
    void failedMessageIsTriedAgainWithItsIdAndThenNoMore() throws GeneralSecurityException {
        byte[] secret = registered();
        receiver.failFirst(1);
        somethingChanges();
        Receiver.Message first = awaitMessage(1);

        Receiver.Message second = awaitMessage(2);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.signature()).isEqualTo(expectedSignature(secret, second));
        await().atMost(Duration.ofSeconds(120)).until(() -> "active".equals(webhook().getString("state")));
        int sent = receiver.messages().size();
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(120))
                .until(() -> receiver.messages().size() == sent);
        assertThat(receiver.messages()).extracting(Receiver.Message::id).containsOnly(first.id());
        somethingChanges();
        assertThat(awaitMessage(sent + 1).id()).isNotEqualTo(first.id());
    }

    @Test
    @DisplayName("what fails every time is given up, visibly; registering again revives it, and the feed has lost nothing")
    void deadLetterIsVisibleAndRevived() {
        registered();
        receiver.answer(503);
        somethingChanges();

        await().atMost(Duration.ofSeconds(120)).until(() -> "dead".equals(webhook().getString("state")));

        int sent = receiver.messages().size();
        assertThat(sent).as("on a busy machine one may have timed out on its way").isBetween(2, 3);
        assertThat(webhook().getString("lastFailure")).isEqualTo("The receiver answered 503.");
        assertThat(webhook().getString("deadSince")).isNotNull();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(RestAssured.get(ManagementInterface.url("/q/metrics")).asString())
                        .containsPattern("handschlag_webhooks_dead [1-9]"));
        receiver.answer(204);
        assertThat(register(receiver.url()).statusCode()).isEqualTo(200);
        Receiver.Message revived = awaitMessage(sent + 1);
        assertThat(revived.id()).isNotEqualTo(receiver.messages().getFirst().id());
        // Of the same place: a cursor is another text each time.
        assertThat(changesAfter(revived)).hasSize(1).isEqualTo(changesAfter(receiver.messages().getFirst()));
    }

    private List<Object> changesAfter(Receiver.Message message) {
        String after = new JsonPath(message.body()).getString("data.after");
        return as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes?after=" + after).jsonPath().getList("changes");
    }

    @Test
    void redirectIsNotFollowedAndSilenceEnds() {
        registered();
        receiver.answer(302);
        somethingChanges();
        await().atMost(Duration.ofSeconds(120))
                .until(() -> "The receiver answered 302.".equals(webhook().getString("lastFailure")));
        receiver.beSilent(true);
        register(receiver.url()).then().statusCode(200);
        await().atMost(Duration.ofSeconds(120))
                .until(() -> "The receiver did not answer in time.".equals(webhook().getString("lastFailure")));

        assertThat(receiver.elsewhere()).isEmpty();
    }

    @Test
    @DisplayName("after a rotation both secrets sign, so that no message is lost while the receiver changes over")
    void rotatedSecretSignsBesideTheFormer() throws GeneralSecurityException {
        byte[] former = registered();
        byte[] current = secretIn(as(tokens.agencySystem(agency)).post("/v1/webhook/secret"));
        assertThat(current).isNotEqualTo(former);
        somethingChanges();

        Receiver.Message message = awaitMessage(1);

        assertThat(message.signature().split(" ")).containsExactly(expectedSignature(current, message),
                expectedSignature(former, message));
        assertThat(webhook().getString("formerSecretUntil")).isNotNull();
    }

    @Test
    @DisplayName("the secret is shown once and kept sealed")
    void secretIsShownOnceAndSealed() throws SQLException {
        byte[] secret = registered();

        assertThat(register(receiver.url()).jsonPath().getMap("")).containsOnlyKeys("url");
        assertThat(webhook().getMap("")).doesNotContainKey("secret");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT position('\\x" + HexFormat.of().formatHex(secret)
                        + "'::bytea IN sealed_secret) FROM webhook WHERE agency_id = '" + agency + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.7/hook", "https://localhost/hook", "https://10.0.0.1/hook",
            "https://192.168.1.1/hook", "https://169.254.169.254/latest/meta-data", "https://[::1]/hook",
            "https://[fd00::1]/hook", "https://100.64.0.1/hook", "https://0.0.0.0/hook", "https://167772161/hook",
            "https://0x7f.2/hook", "https://192.0.2.1:65536/x", "https://192.0.2.1:0/x",
            "https://[::ffff:10.0.0.1]/hook", "https://192.0.2.1/x#y", "https://user@192.0.2.7/hook",
            "ftp://192.0.2.7/hook", "file:///etc/passwd", "nonsense", "https://"})
    @DisplayName("422 for an address in a network of ours, without https, or that is none")
    void addressThatIsNotCalledIsRefused(String url) {
        Response answer = register(url);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(as(tokens.agencySystem(agency)).get("/v1/webhook").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("what is answered, shown and called is the address in ASCII")
    void addressIsShownAsItIsCalled() {
        Response answer = register(receiver.url().replace("127.0.0.1", "0x7F.1") + "?ort=M\u00fcnchen");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(Json.text(answer, "url")).isEqualTo(receiver.url() + "?ort=M%C3%BCnchen");
        assertThat(webhook().getString("url")).isEqualTo(receiver.url() + "?ort=M%C3%BCnchen");
        somethingChanges();
        awaitMessage(1);
    }

    @ParameterizedTest
    @CsvSource({"https://fachverfahren.b\u00fcrgerportal.example/haken,url: the host is not known.",
            "https://gie\u00dfen.example/,url: the host is not known.",
            "https://nobody@192.0.2.7/,'url: it must have no user or password before the host; the signature says who sends.'"})
    void refusalIsTrue(String url, String detail) {
        Response answer = register(url);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "detail")).isEqualTo(detail);
    }

    @Test
    void removedWebhookIsNotCalledAndNotFound() {
        registered();
        as(tokens.agencySystem(agency)).delete("/v1/webhook").then().statusCode(204);
        somethingChanges();
        await().atMost(Duration.ofSeconds(120)).until(() -> as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes")
                .jsonPath().getList("changes").size() == 1);

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(120))
                .until(() -> receiver.messages().isEmpty());
        assertThat(as(tokens.agencySystem(agency)).get("/v1/webhook").statusCode()).isEqualTo(404);
        assertThat(as(tokens.agencySystem(agency)).delete("/v1/webhook").statusCode()).isEqualTo(404);
        assertThat(as(tokens.agencySystem(agency)).post("/v1/webhook/secret").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("401 and 403")
    void othersAreRefused() {
        String body = "{\"url\":\"" + receiver.url() + "\"}";
        assertThat(RestAssured.get("/v1/webhook").statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().contentType("application/json").body(body).put("/v1/webhook").statusCode())
                .isEqualTo(401);
        assertThat(RestAssured.post("/v1/webhook/secret").statusCode()).isEqualTo(401);
        assertThat(RestAssured.delete("/v1/webhook").statusCode()).isEqualTo(401);
        for (String token : List.of(tokens.caseworker(agency), tokens.dpo(), tokens.admin(),
                tokens.dataSubject("someone"), tokens.agencySystemWithoutAgency(), tokens.agencySystemOfNoText())) {
            assertThat(as(token).get("/v1/webhook").statusCode()).isEqualTo(403);
            assertThat(as(token).body(body).put("/v1/webhook").statusCode()).isEqualTo(403);
            assertThat(as(token).post("/v1/webhook/secret").statusCode()).isEqualTo(403);
            assertThat(as(token).delete("/v1/webhook").statusCode()).isEqualTo(403);
        }
    }
}
