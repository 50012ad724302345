package de.handschlag.systemtest;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** A person with a login, with what it can do at the services. */
record Person(RunningStack stack, String name) {

    /** A person who logs in for the first time, with the code that the agency handed over for its case. */
    static Person enrolledBy(Agency agency, String caseReference, String name) {
        Person person = new Person(agency.stack(), name);
        agency.enrol(caseReference);
        person.bind(agency.bindingCode(caseReference));
        return person;
    }

    String token() {
        return stack.identities().dataSubject(name);
    }

    void bind(String code) {
        stack.consent().post(token(), "/v1/me/login-bindings", Map.of("code", code)).expect(201);
    }

    /** Has another agency link its case to this person. */
    long giveTo(Agency agency, String caseReference) {
        String code = stack.consent().post(token(), "/v1/me/link-codes", null).expect(201).body().path("code").asText();
        return agency.linkWith(code, caseReference);
    }

    JsonNode consentRecord(String id) {
        return stack.consent().get(token(), "/v1/me/consent-records/" + id).expect(200).body();
    }

    /** Reads the notice and approves all that is asked for; returns the consent revision. */
    long approve(String id) {
        return stack.consent().post(token(), "/v1/me/consent-records/" + id + "/approval",
                Map.of("explicitAttributes", List.of(), "language", "de", "noticeHash",
                        consentRecord(id).path("notice").path("hash").asText()))
                .expect(200).consentRevision();
    }

    Answer withdraw(String id) {
        return stack.consent().post(token(), "/v1/me/consent-records/" + id + "/withdrawal", null);
    }

    String dataSubjectId() {
        return stack.consent().get(token(), "/v1/me").expect(200).body().path("dataSubjectId").asText();
    }
}
