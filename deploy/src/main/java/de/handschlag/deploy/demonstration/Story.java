package de.handschlag.deploy.demonstration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.ServiceClient.Answer;
import de.handschlag.deploy.local.StackException;

/**
 * What has happened in Musterau before somebody looks around, all by the services' own interfaces: the Jobcenter owes an answer about
 * a copy, the youth office has opened an emergency access that nobody has reviewed, and a system has asked for what it may not have.
 */
final class Story {

    private static final String JOBCENTER = Amira.READING_AGENCY;
    private static final String YOUTH_OFFICE = "jugendamt";
    private static final String SYSTEM_THAT_TRIES = "volkshochschule";
    private static final String ASKED = "appointments";
    private static final int TRIES = 4;
    private static final int NOT_FRESH = 503;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ServiceClient services;
    private final Logins logins;
    private final String consentUrl;
    private final String registryUrl;

    Story(ServiceClient services, Logins logins, String consentUrl, String registryUrl) {
        this.services = services;
        this.logins = logins;
        this.consentUrl = consentUrl;
        this.registryUrl = registryUrl;
    }

    /**
     * Amira permits the Jobcenter something in Arabic, the Jobcenter reads it and also what a statute lets it know, and Amira takes the
     * permission back. Nobody says what became of the copy. Repeatable: it happens once.
     */
    void permittedReadAndTakenBack() {
        String amira = logins.person(Amira.USERNAME);
        JsonNode records = services.get(consentUrl + "/v1/me/consent-records?limit=100", amira)
                .expect("Amira's records", 200).body().path("consentRecords");
        for (JsonNode record : records) {
            if (record.path("agencyId").asText().equals(JOBCENTER) && record.path("purpose").asText().equals(ASKED)
                    && record.path("status").asText().equals("ConsentWithdrawn")) {
                return;
            }
        }
        List<String> attributes = List.of("family_name", "given_names", "phone", "preferred_language");
        String id = services
                .post(consentUrl + "/v1/consent-requests", logins.agency(JOBCENTER),
                        Map.of("caseReference", Amira.READING_CASE, "purpose", ASKED, "attributes", attributes,
                                "months", 6))
                .expect("request of the Jobcenter", 201).body().path("consentRequestId").asText();
        String record = consentUrl + "/v1/me/consent-records/" + id;
        Answer approval = PersonLoader.approve(services, record, amira, attributes, List.of(), "ar");
        awaitEnforced(amira, approval.body().path("consentRevision").asLong());
        read(JOBCENTER, Amira.READING_CASE, ASKED, Map.of()).expect("the Jobcenter's read", 200);
        read(JOBCENTER, Amira.READING_CASE, "case-management",
                Map.of("File-Number", "BG 4711-26", "Read-Reason",
                        "Folgeantrag auf B%C3%BCrgergeld: Anschrift und Sprache f%C3%BCr die Beratung"))
                .expect("the Jobcenter's read by a statute", 200);
        services.post(record + "/withdrawal", amira, null).expect("Amira's withdrawal", 200, 202);
    }

    /** An employee of the youth office needs to know something at once; a second person has not looked at it yet (R21). */
    void emergencyToReview(List<DemoPerson> persons) {
        DemoPerson person = persons.stream().filter(one -> one.cases().containsKey(YOUTH_OFFICE)).findFirst()
                .orElseThrow(() -> new StackException("Nobody in the demonstration is known to the youth office"));
        String caseReference = requireNonNull(person.cases().get(YOUTH_OFFICE));
        Map<String, String> employee = Map.of("Employee-Reference", "jugendamt-notdienst-2");
        Answer opened = services.send("POST", registryUrl + "/v1/emergency-accesses", logins.agency(YOUTH_OFFICE),
                Map.of("caseReference", caseReference, "purpose", DemoAgency.EMERGENCY, "basis",
                        "Art. 6(1)(d), Art. 9(2)(c) DSGVO", "reason",
                        "Bewusstlos in der Beratung zusammengebrochen; der Rettungsdienst fragt nach Angehörigen."),
                employee).expect("emergency access", 201);
        read(YOUTH_OFFICE, caseReference, DemoAgency.EMERGENCY, Map.of("Employee-Reference", "jugendamt-notdienst-2",
                "Emergency-Access", opened.body().path("emergencyAccessId").asText()))
                .expect("read in the emergency", 200);
    }

    /** A system asks several times for what nobody has entitled it to: each try is refused and in the log (R25, ADR 46). */
    void triesWithoutRight() {
        String caseReference = requireNonNull(Amira.person().cases().get(SYSTEM_THAT_TRIES));
        for (int i = 0; i < TRIES; i++) {
            read(SYSTEM_THAT_TRIES, caseReference, "benefit-eligibility", Map.of()).expect("a try without a right",
                    403);
        }
    }

    private Answer read(String agency, String caseReference, String purpose, Map<String, String> headers) {
        String url = registryUrl + "/v1/cases/" + caseReference + "/view?purpose=" + purpose;
        Answer answer = services.send("GET", url, logins.agency(agency), null, headers);
        long begin = System.nanoTime();
        // Not fresh at the moment: the answer tells a client to ask again.
        while (answer.status() == NOT_FRESH && System.nanoTime() - begin < BOUND.toNanos()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            answer = services.send("GET", url, logins.agency(agency), null, headers);
        }
        return answer;
    }

    private void awaitEnforced(String amira, long revision) {
        String enforcement = consentUrl + "/v1/me/enforcements/" + revision;
        long begin = System.nanoTime();
        while (!services.get(enforcement, amira).body().path("enforcement").asText().equals("enforced")) {
            if (System.nanoTime() - begin > BOUND.toNanos()) {
                throw new StackException("The registry has not confirmed Amira's decision in time");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
