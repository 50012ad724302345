package de.handschlag.systemtest;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** A person with a login, with what it can do at the services. */
record Person(RunningStack stack, String name) {

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** A person who enrolled with a login of their own, so that it decides everything (R35), and whom the agency then got to know. */
    static Person enrolledBy(Agency agency, String caseReference, String name) {
        Person person = new Person(agency.stack(), name);
        person.enrol();
        person.giveTo(agency, caseReference);
        return person;
    }

    void enrol() {
        stack.consent().post(token(), "/v1/me", null).expect(201);
    }

    String token() {
        return stack.identities().dataSubject(name);
    }

    /** Enters a code that an agency made. */
    Answer bind(String code) {
        return stack.consent().post(token(), "/v1/me/login-bindings", Map.of("code", code));
    }

    /** Has another agency link its case to this person. */
    void giveTo(Agency agency, String caseReference) {
        String code = stack.consent().post(token(), "/v1/me/link-codes", null).expect(201).body().path("code").asText();
        agency.linkWith(code, caseReference);
    }

    JsonNode consentRecord(String id) {
        return stack.consent().get(token(), "/v1/me/consent-records/" + id).expect(200).body();
    }

    /** Approves all that is asked for, and waits until reads heed it. */
    void approveUntilEnforced(String id) {
        long revision = approve(id);
        await().atMost(BOUND).ignoreExceptions().until(() -> isEnforced(revision));
    }

    /** Whether reads heed what the person has decided up to this revision. */
    boolean isEnforced(long revision) {
        return stack.consent().get(token(), "/v1/me/enforcements/" + revision).expect(200).body().path("enforcedAt")
                .isTextual();
    }

    /** The revision that the person has come to. */
    long revision() {
        return stack.consent().get(token(), "/v1/me").expect(200).body().path("consentRevision").asLong();
    }

    /** Reads the notice and approves all that is asked for; returns the consent revision. */
    long approve(String id) {
        JsonNode asked = consentRecord(id);
        return stack.consent()
                .post(token(), "/v1/me/consent-records/" + id + "/approval",
                        Map.of("attributes", asked.path("requestedAttributes"), "explicitAttributes", List.of(),
                                "language", "de", "noticeHash", asked.path("notice").path("hash").asText()))
                .expect(200).body().path("consentRevision").asLong();
    }

    Answer withdraw(String id) {
        return stack.consent().post(token(), "/v1/me/consent-records/" + id + "/withdrawal", null);
    }

    /** Erases everything about the person (Art. 17 GDPR). */
    void erase() {
        stack.consent().delete(token(), "/v1/me").expect(200);
    }

    String dataSubjectId() {
        return stack.consent().get(token(), "/v1/me").expect(200).body().path("dataSubjectId").asText();
    }
}
