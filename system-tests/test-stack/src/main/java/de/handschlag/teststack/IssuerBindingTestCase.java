package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.deploy.command.CheckTokenCommand;

/**
 * What a second issuer, an identity provider of its own, can make a service believe; the same in every service (R38). The tests'
 * stack lets it bring persons, and the systems of one agency.
 */
public abstract class IssuerBindingTestCase {

    private static final String PURPOSE = "case-management";

    private final List<Door> doors;
    private final String personsDoor;
    private final SecurityLogLines lines = new SecurityLogLines();
    private final TestIdentities own = TestIdentities.handschlag();
    private final TestIdentities partner = TestIdentities.partner();

    /**
     * An address of the API.
     *
     * @param role whoever has it is let in, whatever the answer then is
     */
    public record Door(String role, String address) {}

    /**
     * @param personsDoor an address that a person's token opens
     * @param doors       what the roles of staff and of agencies' systems open
     */
    protected IssuerBindingTestCase(String personsDoor, Door... doors) {
        this.personsDoor = personsDoor;
        this.doors = List.of(doors);
    }

    @BeforeEach
    void collect() {
        lines.begin();
    }

    @AfterEach
    void collectNoMore() {
        lines.end();
    }

    private static String tokenOf(TestIdentities issuer, String role) {
        return switch (role) {
            case "dpo" -> issuer.dpo();
            case "admin" -> issuer.admin();
            case "caseworker" -> issuer.caseworker("jobcenter", PURPOSE);
            case "agency-system" -> issuer.agencySystem("jobcenter", PURPOSE);
            default -> throw new IllegalArgumentException(role);
        };
    }

    private static Response open(String address, String token) {
        return RestAssured.given().auth().oauth2(token).redirects().follow(false).get(address);
    }

    private static boolean isLetIn(Response answer) {
        return answer.statusCode() != 401 && !isForbidden(answer);
    }

    private static boolean isForbidden(Response answer) {
        return answer.statusCode() == 403 && answer.contentType().startsWith("application/problem+json")
                && "urn:handschlag:problem:forbidden".equals(Json.text(answer, "type"));
    }

    @Test
    @DisplayName("R38 a second issuer's officer, administrator, caseworker and office are let in nowhere, though its tokens are genuine")
    void aSecondIssuerGivesNoRoleThatIsNotItsOwn() {
        assertThat(doors).isNotEmpty().allSatisfy(door -> {
            assertThat(open(door.address(), tokenOf(own, door.role()))).matches(IssuerBindingTestCase::isLetIn);
            String token = tokenOf(partner, door.role());
            assertThat(open(door.address(), token)).as("the first time").matches(IssuerBindingTestCase::isForbidden);
            assertThat(open(door.address(), token)).as("remembered").matches(IssuerBindingTestCase::isForbidden);
        });
    }

    @Test
    @DisplayName("R38 what goes beyond the binding is in the operator's log, with issuer and client")
    void refusalsAreToldWithTheirIssuer() {
        assertThat(doors).isNotEmpty().allSatisfy(door -> {
            String token = tokenOf(partner, door.role());
            open(door.address(), token);
            String client = TestIdentities.claimsOf(token).path("azp").asText();
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(lines.all()).anyMatch(line -> line.startsWith("refused status=403 ")
                            && line.contains(" issuer=" + partner.issuer() + " client=" + client + " ")));
        });
    }

    @Test
    @DisplayName("R38 whoever claims more than the issuer may say is not believed the rest either")
    void oneClaimTooManyIsNotOverlooked() {
        List<String> addresses = Stream.concat(doors.stream().map(Door::address), Stream.of(personsDoor)).toList();
        for (String token : List.of(partner.caseworkerWithPersonsRole("jobcenter"),
                partner.dpo("of-an-office", TestIdentities.PARTNER_AGENCY), partner.agencySystemOfNoText(PURPOSE),
                partner.caseworker(TestIdentities.PARTNER_AGENCY, PURPOSE))) {
            assertThat(addresses).allSatisfy(
                    address -> assertThat(open(address, token)).matches(IssuerBindingTestCase::isForbidden));
        }
    }

    @Test
    @DisplayName("R38 whoever has a token is told what it is taken for, and that its issuer may not say what it says")
    void tokenIsExplained() {
        JsonPath of = open("/v1/token", own.agencySystem("jobcenter", PURPOSE)).jsonPath();
        assertThat(of.getString("issuer")).isEqualTo(own.issuer());
        assertThat(of.getBoolean("covered")).isTrue();
        assertThat(of.getList("roles")).containsExactly("agency-system");
        assertThat(of.getString("agencyId")).isEqualTo("jobcenter");
        assertThat(of.getList("purposes")).containsExactly(PURPOSE);

        JsonPath beyond = open("/v1/token", partner.agencySystem("jobcenter", PURPOSE)).jsonPath();
        assertThat(beyond.getString("issuer")).isEqualTo(partner.issuer());
        assertThat(beyond.getBoolean("covered")).isFalse();
        assertThat(beyond.getList("roles")).isEmpty();
        assertThat(beyond.getMap("")).doesNotContainKey("agencyId").containsEntry("purposes", List.of());
        assertThat(RestAssured.get("/v1/token").statusCode()).isEqualTo(401);
    }

    private static String checked(String token, int code) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int ended = CheckTokenCommand.run(new ByteArrayInputStream(token.getBytes(StandardCharsets.US_ASCII)),
                new PrintStream(said, true, StandardCharsets.UTF_8), "--url", "http://localhost:" + RestAssured.port);
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(text).isEqualTo(code);
        assertThat(text).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
        return text;
    }

    @Test
    @DisplayName("R38 the command for tokens says what one may, or why it is not taken, and never the token")
    void commandExplainsTokens() {
        String good = own.agencySystem("jobcenter", PURPOSE);
        assertThat(checked("Bearer " + good + "\n", 0)).contains(own.issuer(), "roles     agency-system",
                "agency    jobcenter", "purposes  " + PURPOSE);
        assertThat(checked(partner.dpo(), 3)).contains(partner.issuer(), "it may not say this");
        assertThat(checked(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA", 3)).contains("does not take it");
        assertThat(checked(own.agencySystemWithWrongAudience("jobcenter"), 3)).contains("not made for the service");
        assertThat(checked("no-token", 1)).isEmpty();
    }

    @Test
    @DisplayName("R38 what the binding covers is let in: persons, and the systems of the one agency")
    void theBindingIsKept() {
        assertThat(open(personsDoor, partner.dataSubject("bound"))).matches(IssuerBindingTestCase::isLetIn);
        assertThat(doors).filteredOn(door -> door.role().equals("agency-system")).allSatisfy(
                door -> assertThat(open(door.address(), partner.agencySystem(TestIdentities.PARTNER_AGENCY, PURPOSE)))
                        .matches(IssuerBindingTestCase::isLetIn));
    }
}
