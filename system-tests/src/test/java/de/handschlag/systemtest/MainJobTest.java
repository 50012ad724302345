package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** What Handschlag is for, from end to end. */
class MainJobTest {

    private static final String PURPOSE = "case-management";

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);

    @Test
    @DisplayName("A person grants, an agency sees exactly that, the person withdraws, the agency sees nothing, the log has it all")
    void grantReadWithdrawDeniedLogged() {
        Agency office = Agency.registered(stack, "meldebehoerde-main", "meldebehoerde");
        Agency integration = Agency.registered(stack, "integrationsmanagement-main", "integrationsmanagement", PURPOSE,
                "housing-search");
        Agency jobcenter = Agency.registered(stack, "jobcenter-main", "kommunales_integrationszentrum", PURPOSE);
        Person person = Person.enrolledBy(office, "M-" + id, "main-" + id);
        office.contribute("M-" + id, "phone", "+49 30 1");
        office.contribute("M-" + id, "birth_date", "1990-00-00");
        person.giveTo(integration, "I-" + id);
        person.giveTo(jobcenter, "J-" + id);

        String record = integration.ask("I-" + id, PURPOSE, "phone", "preferred_language");
        person.approveUntilEnforced(record);
        Answer granted = integration.reads("I-" + id, PURPOSE, "Employee-Reference", "desk-" + id);
        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.body().path("attributes").properties()).extracting(Map.Entry::getKey)
                .containsExactly("phone");
        assertThat(integration.reads("I-" + id, "housing-search").problem()).isEqualTo("no-permission");
        assertThat(jobcenter.reads("J-" + id, PURPOSE).problem()).isEqualTo("no-permission");

        Instant enforcedAt = person.withdrawUntilEnforced(record);

        assertThat(enforcedAt).isBefore(Instant.now().plusMillis(5));
        assertThat(integration.reads("I-" + id, PURPOSE).problem()).isEqualTo("no-permission");

        String entries = "/v1/log-entries?queryPurpose=routine-control&dataSubjectId=" + person.dataSubjectId();
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            JsonNode log = stack.audit().get(stack.identities().dpo(), entries + "&decision=disclosed").expect(200)
                    .body().path("entries");
            // A read that was asked again, as its record was acknowledged too late, may stand there as well.
            assertThat(log).isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.path("employee").asText()).isEqualTo("desk-" + id));
            assertThat(stack.audit().get(stack.identities().dpo(), entries + "&decision=denied").expect(200).body()
                    .path("entries")).hasSizeGreaterThanOrEqualTo(3);
        });
        assertThat(stack.audit().get(person.token(), "/v1/my/accesses").expect(200).toString())
                .contains("integrationsmanagement-main");
    }
}
