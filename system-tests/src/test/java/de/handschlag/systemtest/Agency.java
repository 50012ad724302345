package de.handschlag.systemtest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import de.handschlag.systemtest.Api.Answer;

/** An agency's system, with what it can do at the services. */
record Agency(RunningStack stack, String id, String... purposes) {

    /** By agency and case reference, as agencies' systems keep them. */
    private static final Map<String, String> REVISIONS = new ConcurrentHashMap<>();

    /** Registers the agency; it may be registered already. */
    static Agency registered(RunningStack stack, String id, String type, String... purposes) {
        stack.consent().put(stack.identities().admin(), "/v1/agencies/" + id, Map.of("name", id, "agencyType", type));
        return new Agency(stack, id, purposes);
    }

    String token() {
        return stack.identities().agencySystem(id, purposes);
    }

    /** Enrols a new person. */
    void enrol(String caseReference) {
        keep(caseReference, stack.consent().post(token(), "/v1/cases", Map.of("caseReference", caseReference)));
    }

    private void keep(String caseReference, Answer linked) {
        REVISIONS.put(id + "/" + caseReference, linked.expect(201).revisionToken());
    }

    /** What the agency got when it linked the case. */
    String revision(String caseReference) {
        return REVISIONS.get(id + "/" + caseReference);
    }

    String bindingCode(String caseReference) {
        return stack.consent().post(token(), "/v1/cases/" + caseReference + "/binding-codes", null).expect(201).body()
                .path("code").asText();
    }

    void linkWith(String linkCode, String caseReference) {
        keep(caseReference, stack.consent().post(token(), "/v1/cases",
                Map.of("caseReference", caseReference, "linkCode", linkCode)));
    }

    void contribute(String caseReference, String attribute, String value) {
        Api.patiently(() -> stack.registry().put(token(), "/v1/cases/" + caseReference + "/attributes/" + attribute,
                Map.of("value", value, "asOf", "2026-01-15"), "Consent-Revision", revision(caseReference))).expect(204);
    }

    /** Asks for consent; returns the id of the consent record. */
    String ask(String caseReference, String purpose, String... attributes) {
        return stack.consent()
                .post(token(), "/v1/consent-requests", Map.of("caseReference", caseReference, "purpose", purpose,
                        "attributes", List.of(attributes), "months", 6))
                .expect(201).body().path("consentRequestId").asText();
    }

    /** The first answer. */
    Answer read(String caseReference, String purpose, String... headers) {
        return stack.registry().get(token(), viewOf(caseReference, purpose), headers);
    }

    /** Reads once the registry can vouch for its answer. */
    Answer reads(String caseReference, String purpose, String... headers) {
        return Api.patiently(() -> read(caseReference, purpose, headers));
    }

    Answer tryRead(String caseReference, String purpose, String... headers) throws IOException {
        return stack.registry().tryCall(token(), "GET", viewOf(caseReference, purpose), null, headers);
    }

    static String viewOf(String caseReference, String purpose) {
        return "/v1/cases/" + caseReference + "/view?purpose=" + purpose;
    }
}
