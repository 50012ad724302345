package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** An office that has a case of a person tries to become that person, over the interfaces that it has. */
@DisplayName("R35 A person's login is the person's")
class LoginIsThePersonsTest {

    private static final String PURPOSE = "case-management";
    private static final Duration LONG = Duration.ofSeconds(120);

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String officeCase = "O-" + id;
    private final String otherCase = "P-" + id;
    private Agency office;
    private Agency other;
    private Person person;

    @BeforeEach
    void personWhomTwoAgenciesKnow() {
        office = Agency.registered(stack, "office-" + id, "integrationsmanagement", PURPOSE);
        other = Agency.registered(stack, "other-" + id, "mbe", PURPOSE);
        person = Person.enrolledBy(office, officeCase, "owner-" + id);
        person.giveTo(other, otherCase);
        person.approve(other.ask(otherCase, PURPOSE, "phone"));
    }

    @Test
    @DisplayName("R35 a login that an office binds with a code of its own reads nothing, approves nothing and erases nobody; person and officer see the try")
    void officeDoesNotBecomeThePerson() {
        String request = office.ask(officeCase, PURPOSE, "phone");
        Person insider = new Person(stack, "insider-" + id);

        Answer entered = insider.bind(office.bindingCode(officeCase));

        assertThat(entered.status()).isEqualTo(202);
        assertThat(entered.body().toString()).doesNotContain(person.dataSubjectId());
        for (Answer answer : List.of(stack.consent().get(insider.token(), "/v1/me"),
                stack.consent().get(insider.token(), "/v1/me/consent-records"),
                stack.consent().get(insider.token(), "/v1/me/case-links"),
                stack.consent().post(insider.token(), "/v1/me/consent-records/" + request + "/approval",
                        Map.of("language", "de", "noticeHash",
                                person.consentRecord(request).path("notice").path("hash").asText())),
                stack.consent().delete(insider.token(), "/v1/me"),
                stack.consent().post(insider.token(),
                        "/v1/me/login-bindings/" + entered.body().path("loginBindingId").asText() + "/confirmation",
                        null),
                stack.audit().get(insider.token(), "/v1/my/accesses"))) {
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(404);
        }
        assertThat(office.reads(officeCase, PURPOSE).problem()).isEqualTo("no-permission");
        String wish = stack.consent().get(person.token(), "/v1/me").body().path("waitingLoginBindings").path(0)
                .path("loginBindingId").asText();
        assertThat(wish).isEqualTo(entered.body().path("loginBindingId").asText());
        stack.consent().post(person.token(), "/v1/me/login-bindings/" + wish + "/refusal", null).expect(204);
        await().atMost(LONG).untilAsserted(() -> {
            JsonNode seen = stack.audit().get(person.token(), "/v1/my/accesses").expect(200).body().path("accesses");
            List<String> kinds = seen.findValuesAsText("kind");
            // The office's denied read stands among them.
            assertThat(kinds).containsSubsequence("login-unbound", "login-binding-requested", "binding-code-made");
            assertThat(seen.get(kinds.indexOf("binding-code-made")).path("agency").asText()).isEqualTo(office.id());
        });
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        JsonNode anomaly = stack.audit()
                .get(stack.identities().dpo(),
                        "/v1/log-anomalies?queryPurpose=routine-control&kind=login-refused&agencyId=" + office.id()
                                + "&from=" + today.minusDays(1) + "&to=" + today)
                .expect(200).body().path("anomalies");
        assertThat(anomaly).hasSize(1);
    }

    @Test
    @DisplayName("R35 the login that an office's code brought decides others' requests, and the office's own once another office confirmed it")
    void firstLoginFromAnOffice() {
        String enrolled = "E-" + id;
        String elsewhere = "F-" + id;
        office.enrol(enrolled);
        Person client = new Person(stack, "client-" + id);
        client.bind(office.bindingCode(enrolled)).expect(201);
        client.giveTo(other, elsewhere);
        String own = office.ask(enrolled, PURPOSE, "phone");

        Answer refused = stack.consent().post(client.token(), "/v1/me/consent-records/" + own + "/approval",
                Map.of("attributes", List.of("phone"), "language", "de", "noticeHash",
                        client.consentRecord(own).path("notice").path("hash").asText()));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("login-not-confirmed");
        client.approve(other.ask(elsewhere, PURPOSE, "phone"));
        client.bind(other.bindingCode(elsewhere)).expect(200);
        client.approve(own);
    }
}
