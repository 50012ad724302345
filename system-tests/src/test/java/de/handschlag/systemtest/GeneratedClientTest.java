package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.client.audit.LogEntriesApi;
import de.handschlag.client.audit.model.LogEntryView;
import de.handschlag.client.consent.AgenciesApi;
import de.handschlag.client.consent.CasesApi;
import de.handschlag.client.consent.ConsentRequestsApi;
import de.handschlag.client.consent.MeApi;
import de.handschlag.client.consent.model.AgencyDescription;
import de.handschlag.client.consent.model.Approval;
import de.handschlag.client.consent.model.ConsentRecordView;
import de.handschlag.client.consent.model.NewCase;
import de.handschlag.client.consent.model.NewConsentRequest;
import de.handschlag.client.registry.AttributeValueApi;
import de.handschlag.client.registry.DisclosureApi;
import de.handschlag.client.registry.http.ApiException;
import de.handschlag.client.registry.model.ContributedValue;
import de.handschlag.client.registry.model.View;

/** An integrator who has the OpenAPI documents and nothing else. */
@DisplayName("Clients generated from the OpenAPI documents")
class GeneratedClientTest {

    private static final String PURPOSE = "case-management";

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String source = "source-" + id;
    private final String reader = "reader-" + id;

    @Test
    @DisplayName("The main job, played by nothing but generated code: grant, read, withdraw, denied, logged")
    void mainJob() throws Exception {
        AgenciesApi agencies = new AgenciesApi(consent(stack.identities().admin()));
        agencies.putAgency(source, new AgencyDescription().name("Source").agencyType("meldebehoerde"));
        agencies.putAgency(reader, new AgencyDescription().name("Reader").agencyType("integrationsmanagement"));
        MeApi me = new MeApi(consent(stack.identities().dataSubject("generated-" + id)));
        me.enrol();
        new CasesApi(consent(system(source)))
                .createCase(new NewCase().caseReference("S-" + id).linkCode(me.createLinkCode(null).getCode()));
        new CasesApi(consent(system(reader)))
                .createCase(new NewCase().caseReference("R-" + id).linkCode(me.createLinkCode(null).getCode()));
        AttributeValueApi values = new AttributeValueApi(registry(system(source)));
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(() -> {
            values.contributeValue("phone", "S-" + id,
                    new ContributedValue().value("+49 30 1").asOf(LocalDate.of(2026, 1, 15)), null);
            return true;
        });

        UUID record = new ConsentRequestsApi(consent(system(reader))).requestConsent(new NewConsentRequest()
                .caseReference("R-" + id).purpose(PURPOSE).attributes(List.of("phone")).months(6))
                .getConsentRequestId();
        ConsentRecordView asked = me.getConsentRecord(record, null, "de", null);
        long approved = me.approve(record, new Approval().attributes(List.of("phone")).explicitAttributes(List.of())
                .language("de").noticeHash(asked.getNotice().getHash()), null).getConsentRevision();
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions()
                .until(() -> me.getEnforcement(approved, null).getEnforcedAt() != null);
        View view = await().atMost(Duration.ofSeconds(120)).ignoreExceptions().until(this::read, Objects::nonNull);
        assertThat(view.getAttributes()).containsOnlyKeys("phone");
        assertThat(view.getAttributes().get("phone").getFirst().getValue()).isEqualTo("+49 30 1");

        long withdrawn = me.withdraw(record, null).getConsentRevision();
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions()
                .until(() -> me.getEnforcement(withdrawn, null).getEnforcedAt() != null);
        ApiException denied = Api.settled(() -> catchThrowableOfType(ApiException.class, this::read),
                problem -> problem != null && problem.getCode() == 503);
        assertThat(denied.getCode()).isEqualTo(403);
        assertThat(denied.getResponseBody()).contains("urn:handschlag:problem:no-permission");

        String person = me.getMe().getDataSubjectId().toString();
        LogEntriesApi log = new LogEntriesApi(audit(stack.identities().dpo()));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(log.listLogEntries(null, null, null, null, person, null, null, null, 50,
                        null, "routine-control", null, null).getEntries()).extracting(LogEntryView::getType)
                        .contains("de.handschlag.data.disclosed.v1", "de.handschlag.consent.withdrawn.v1",
                                "de.handschlag.disclosure.denied.v1"));
    }

    private View read() throws ApiException {
        return new DisclosureApi(registry(system(reader))).readView("R-" + id, PURPOSE, null, null, null, null,
                "desk-" + id, null, null, null, null, null);
    }

    private String system(String agency) {
        return stack.identities().agencySystem(agency, PURPOSE);
    }

    private de.handschlag.client.consent.http.ApiClient consent(String token) {
        var client = new de.handschlag.client.consent.http.ApiClient();
        client.updateBaseUri(stack.consent().url());
        return client.setRequestInterceptor(with(token));
    }

    private de.handschlag.client.registry.http.ApiClient registry(String token) {
        var client = new de.handschlag.client.registry.http.ApiClient();
        client.updateBaseUri(stack.registry().url());
        return client.setRequestInterceptor(with(token));
    }

    private de.handschlag.client.audit.http.ApiClient audit(String token) {
        var client = new de.handschlag.client.audit.http.ApiClient();
        client.updateBaseUri(stack.audit().url());
        return client.setRequestInterceptor(with(token));
    }

    private static Consumer<HttpRequest.Builder> with(String token) {
        // Where an operation answers nothing, the generator would accept problems alone.
        return request -> request.setHeader("Authorization", "Bearer " + token).setHeader("Accept",
                "application/json, application/problem+json");
    }
}
