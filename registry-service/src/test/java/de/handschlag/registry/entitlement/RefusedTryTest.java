package de.handschlag.registry.entitlement;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R25 A try that the client has no right to is refused and stands in the log")
class RefusedTryTest extends RegistryTestCase {

    private static final String OWN_PURPOSE = "case-management";

    private final UUID person = UUID.randomUUID();
    private final String agency = "jobcenter-try-" + person;
    private final String reference = "R-" + person;
    private final String unknown = "U-" + person;
    private final String employee = "probe-" + person;

    /**
     * Somebody who tries.
     *
     * @param token   made for an agency
     * @param purpose that is tried
     * @param code    last part of the problem's type
     * @param override value of the header; null without it
     */
    record Try(String name, UnaryOperator<String> token, String purpose, @Nullable String override, String code) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Try> tries() {
        return Stream.of(
                new Try("another purpose", a -> tokens.agencySystem(a, OWN_PURPOSE), "housing-search", null,
                        "purpose-not-entitled"),
                new Try("a statutory purpose", a -> tokens.agencySystem(a, OWN_PURPOSE), "child-protection", null,
                        "purpose-not-entitled"),
                new Try("an emergency purpose", a -> tokens.agencySystem(a, OWN_PURPOSE), "vital-emergency", null,
                        "purpose-not-entitled"),
                new Try("a caseworker's other purpose", a -> tokens.caseworker(a, OWN_PURPOSE), "housing-search", null,
                        "purpose-not-entitled"),
                new Try("no purpose at all", a -> tokens.agencySystem(a), OWN_PURPOSE, null, "purpose-not-entitled"),
                new Try("to override a block", a -> tokens.agencySystem(a, OWN_PURPOSE), OWN_PURPOSE, "danger-averted",
                        "block-override-not-entitled"),
                new Try("a system of no agency", a -> tokens.agencySystemWithoutAgency(OWN_PURPOSE), OWN_PURPOSE, null,
                        "no-agency-in-token"),
                new Try("a person", a -> tokens.dataSubject("someone"), OWN_PURPOSE, null, "forbidden"),
                new Try("a data-protection officer", a -> tokens.dpo(), OWN_PURPOSE, null, "forbidden"),
                new Try("a data-protection officer of the agency", a -> tokens.dpo("dpo-try", a), OWN_PURPOSE, null,
                        "forbidden"),
                new Try("an administrator", a -> tokens.admin(), OWN_PURPOSE, null, "forbidden"),
                new Try("a login without a role", a -> tokens.withoutRole(), OWN_PURPOSE, null, "forbidden"));
    }

    @BeforeEach
    void oneCase() {
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person));
    }

    private RequestSpecification as(Try tried, String token) {
        return with(tried, as(token));
    }

    private RequestSpecification with(Try tried, RequestSpecification bare) {
        RequestSpecification request = bare.header("Employee-Reference", employee);
        return tried.override == null ? request : request.header("Override-Disclosure-Block", tried.override);
    }

    private static void assertRefused(Response answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + code);
    }

    /** What the log has of these cases; waits until there is one entry of each. */
    private List<DisclosureDenied> recorded(String... references) {
        return Stream.of(references)
                .map(of -> accessEvents.await(DisclosureDenied.class, e -> of.equals(e.caseReference()))).toList();
    }

    private long records(String of) {
        return accessEvents.count(e -> e instanceof DisclosureDenied denied && of.equals(denied.caseReference()));
    }

    private void assertTells(DisclosureDenied denied, Try tried, String token) {
        JsonClaims claims = new JsonClaims(token);
        assertThat(denied.requester().clientId()).isEqualTo(claims.client());
        assertThat(denied.requester().agencyId()).isEqualTo(claims.agency());
        assertThat(denied.purpose()).isEqualTo(tried.purpose);
        assertThat(denied.refusal()).isEqualTo(tried.code);
        assertThat(denied.decidedAt()).isAfterOrEqualTo(denied.startedAt());
        // What only an agency's system may say of itself, nobody says of an employee (R25).
        assertThat(denied.requester().employeeId()).isEqualTo(claims.isStaff()
                ? TestIdentities.subjectOf(token)
                : claims.isSystem() && claims.agency() != null ? employee : null);
        boolean known = denied.caseReference().equals(reference) && agency.equals(claims.agency());
        assertThat(denied.dataSubjectId()).isEqualTo(known ? person : null);
        assertThat(denied.consentRevision()).isEqualTo(known ? 1L : null);
    }

    /** What the identity provider says of a login. */
    private record JsonClaims(String token) {

        private String client() {
            return TestIdentities.claimsOf(token).path("azp").asText();
        }

        private @Nullable String agency() {
            return TestIdentities.claimsOf(token).path("agency_id").asText(null);
        }

        private boolean isStaff() {
            return Stream.of("caseworker", "dpo", "admin").anyMatch(roles()::contains);
        }

        private boolean isSystem() {
            return roles().contains("agency-system");
        }

        private String roles() {
            return TestIdentities.claimsOf(token).at("/realm_access/roles").toString();
        }
    }

    @ParameterizedTest
    @MethodSource("tries")
    void singleRead(Try tried) {
        String token = tried.token.apply(agency);
        String view = "/view?attributes=phone&purpose=" + tried.purpose;

        Response known = as(tried, token).get("/v1/cases/" + reference + view);
        Response ofNobody = as(tried, token).get("/v1/cases/" + unknown + view);

        assertRefused(known, tried.code);
        assertRefused(ofNobody, tried.code);
        assertThat(recorded(reference, unknown)).allSatisfy(denied -> {
            assertTells(denied, tried, token);
            assertThat(denied.requestedAttributes()).containsExactly("phone");
        });
    }

    @ParameterizedTest
    @MethodSource("tries")
    void batch(Try tried) {
        String token = tried.token.apply(agency);

        String body = "{\"purpose\":\"" + tried.purpose + "\",\"caseReferences\":[\"" + reference + "\",\"" + unknown
                + "\"]}";
        AtomicInteger asked = new AtomicInteger();
        // What a busy machine's broker acknowledges too late is asked again, and may stand in the log both times.
        Response answer = await().atMost(Duration.ofSeconds(120)).until(() -> {
            asked.incrementAndGet();
            return with(tried, once(token)).body(body).post("/v1/views");
        }, given -> given.statusCode() != 503);

        assertRefused(answer, tried.code);
        assertThat(recorded(reference, unknown)).allSatisfy(denied -> assertTells(denied, tried, token));
        await().atMost(Duration.ofSeconds(120)).during(Duration.ofMillis(200)).untilAsserted(() -> {
            assertThat(records(reference)).isBetween(1L, (long) asked.get());
            assertThat(records(unknown)).isBetween(1L, (long) asked.get());
        });
    }

    /** There is nothing to override in opening an emergency access. */
    static Stream<Try> emergencyTries() {
        return tries().filter(tried -> tried.override == null);
    }

    private Response open(RequestSpecification request, String of) {
        return request
                .body("{\"caseReference\":\"" + of + "\",\"purpose\":\"vital-emergency\",\"basis\":"
                        + "\"Art. 6(1)(d), Art. 9(2)(c) DSGVO\",\"reason\":\"found unconscious, no contact\"}")
                .post("/v1/emergency-accesses");
    }

    @ParameterizedTest
    @MethodSource("emergencyTries")
    @DisplayName("R21 to open an emergency access")
    void emergencyAccess(Try tried) {
        String token = tried.token.apply(agency);

        for (String of : List.of(reference, unknown)) {
            assertRefused(open(as(tried, token), of), tried.code);
        }

        assertThat(recorded(reference, unknown)).allSatisfy(denied -> {
            assertThat(denied.requester().clientId()).isEqualTo(new JsonClaims(token).client());
            assertThat(denied.refusal()).isEqualTo(tried.code);
            assertThat(denied.purpose()).isEqualTo("vital-emergency");
        });
    }

    private RequestSpecification entitledSystem() {
        return as(tokens.agencySystem(agency, "vital-emergency")).header("Employee-Reference", employee);
    }

    @Test
    @DisplayName("R21 to open an emergency access as an agency whose type has none")
    void emergencyAccessOfAnotherType() {
        assertRefused(open(entitledSystem(), reference), "emergency-not-of-the-agency-type");

        DisclosureDenied denied = recorded(reference).getFirst();
        assertThat(denied.dataSubjectId()).isEqualTo(person);
        assertThat(denied.requester().employeeId()).isEqualTo(employee);
        assertThat(denied.refusal()).isEqualTo("emergency-not-of-the-agency-type");
        assertThat(denied.purpose()).isEqualTo("vital-emergency");
    }

    @Test
    @DisplayName("R21 to open an emergency access to a case that is none; the client may ask, so no refusal is named")
    void emergencyAccessToAnUnknownCase() {
        assertThat(open(entitledSystem(), unknown).statusCode()).isEqualTo(404);

        DisclosureDenied denied = recorded(unknown).getFirst();
        assertThat(denied.dataSubjectId()).isNull();
        assertThat(denied.reason()).isEqualTo(DisclosureDenied.Reason.UNKNOWN_CASE);
        assertThat(denied.refusal()).isNull();
        assertThat(denied.requester().employeeId()).isEqualTo(employee);
    }

    @Test
    @DisplayName("R21 while nobody has told the type of an agency its emergency access waits, and is no try without a right")
    void emergencyAccessOfAnUntoldType() {
        String untold = "N-" + person;
        consentService.send(linked(person, 2, UUID.randomUUID(), agency, untold, null));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 2);

        Response answer = open(entitledSystem(), untold);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotNull();
    }

    @Test
    @DisplayName("R21 a read in an emergency that names no open access is a denial of each case, singly and in a batch")
    void emergencyWithoutAccess() {
        String token = tokens.agencySystem(agency, "vital-emergency");

        assertRefused(as(token).get("/v1/cases/" + reference + "/view?purpose=vital-emergency"), "no-permission");
        assertRefused(as(token).header("Emergency-Access", UUID.randomUUID())
                .get("/v1/cases/" + reference + "/view?purpose=vital-emergency"), "no-permission");
        assertThat(as(token).body("{\"purpose\":\"vital-emergency\",\"caseReferences\":[\"" + reference + "\"]}")
                .post("/v1/views").jsonPath().getList("views.permitted")).containsExactly(false);

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(accessEvents
                        .count(e -> e instanceof DisclosureDenied denied && reference.equals(denied.caseReference())
                                && denied.refusal() == null && denied.reason() == DisclosureDenied.Reason.NO_GRANT))
                        .isGreaterThanOrEqualTo(3));
    }

    @Test
    @DisplayName("what is not understood is no try: 422 comes first, and nothing of it stands in the log")
    void notUnderstood() {
        String token = tokens.agencySystem(agency, OWN_PURPOSE);

        assertThat(as(token).get("/v1/cases/" + reference + "/view?purpose=no-such-purpose").statusCode())
                .isEqualTo(422);
        assertThat(as(token).get("/v1/cases/" + reference + "/view?purpose=housing-search&attributes=no_such_key")
                .statusCode()).isEqualTo(422);

        await().atMost(Duration.ofSeconds(120)).during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(records(reference)).isZero());
    }

    @Test
    @DisplayName("G3 R26 what cannot be recorded is answered 503, and the same try again is recorded")
    void logIsAway() {
        String token = tokens.agencySystem(agency, OWN_PURPOSE);
        String view = "/v1/cases/" + reference + "/view?purpose=housing-search";
        TestStack.pauseKafka();
        try {
            Response answer = as(token).get(view);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:access-not-recorded");
        } finally {
            TestStack.resumeKafka();
        }
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(token).get(view).statusCode()).isEqualTo(403));
        recorded(reference);
    }

    @Test
    @DisplayName("a refusal does not depend on the corridor: it is answered and recorded while no view is fresh")
    void withoutFreshness() {
        String token = tokens.agencySystem(agency, OWN_PURPOSE);
        consentService.beating(false);
        try {
            await().atMost(Duration.ofSeconds(120)).until(
                    () -> as(token).get("/v1/cases/" + unknown + "/view?purpose=" + OWN_PURPOSE).statusCode() == 503);
            assertRefused(as(token).get("/v1/cases/" + reference + "/view?purpose=housing-search"),
                    "purpose-not-entitled");
        } finally {
            consentService.beating(true);
        }
        assertThat(recorded(reference).getFirst().dataSubjectId()).isEqualTo(person);
    }

    @Test
    @DisplayName("R10 tries cannot fill the log: beyond the client's limit 429, the same for every case, and one entry says so")
    void triesAreLimited() {
        String limited = "limited-in-tries"; // see the test's configuration
        String token = tokens.agencySystem(limited, OWN_PURPOSE);
        String batch = "{\"purpose\":\"housing-search\",\"caseReferences\":[\"" + reference + "\",\"" + unknown
                + "\"]}";
        awaitHourThatLasts();
        assertRefused(as(token).body(batch).post("/v1/views"), "purpose-not-entitled");

        for (int i = 0; i < 3; i++) {
            Response answer = as(token).body(batch).post("/v1/views");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:client-limit-exceeded");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3600);
        }
        assertRefused(as(token).get("/v1/cases/" + reference + "/view?purpose=housing-search"), "purpose-not-entitled");
        assertThat(as(token).get("/v1/cases/" + unknown + "/view?purpose=housing-search").statusCode()).isEqualTo(429);
        assertThat(as(token).get("/v1/cases/" + unknown + "/view?purpose=" + OWN_PURPOSE).jsonPath().getString("type"))
                .as("what it may ask is decided as ever").isEqualTo("urn:handschlag:problem:no-permission");

        ClientLimitExceeded exceeded = accessEvents.await(ClientLimitExceeded.class,
                e -> limited.equals(e.requester().agencyId()));
        assertThat(exceeded.refusedTries()).isTrue();
        assertThat(exceeded.allowed()).isEqualTo(3);
        assertThat(accessEvents
                .count(e -> e instanceof ClientLimitExceeded limit && limited.equals(limit.requester().agencyId())))
                .isEqualTo(1);
        assertThat(accessEvents.count(e -> e instanceof DisclosureDenied denied && denied.refusal() != null
                && limited.equals(denied.requester().agencyId()))).isEqualTo(3);
    }
}
