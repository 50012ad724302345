package de.handschlag.deploy.demonstration;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import de.handschlag.deploy.demonstration.DemoPerson.Answer;
import de.handschlag.deploy.demonstration.DemoPerson.Request;
import de.handschlag.deploy.demonstration.DemoPerson.Value;

/**
 * One person's story: enrolled at a counter, bound to a login with this office's code, known to further agencies, the login confirmed
 * by a second one of them (R35), asked, and deciding.
 */
final class PersonLoader {

    private static final int CREATED = 201;
    private static final int TAKEN = 409;

    private final ServiceClient services;
    private final Logins logins;
    private final String consentUrl;
    private final String registryUrl;

    PersonLoader(ServiceClient services, Logins logins, String consentUrl, String registryUrl) {
        this.services = services;
        this.logins = logins;
        this.consentUrl = consentUrl;
        this.registryUrl = registryUrl;
    }

    /** Repeatable: what is there is left as it is. */
    void load(DemoPerson person) {
        ServiceClient.Answer enrolment = services
                .post(consentUrl + "/v1/cases", logins.agency(person.firstAgency()),
                        Map.of("caseReference", person.cases().get(person.firstAgency())))
                .expect("enrol " + person.username(), CREATED, TAKEN);
        boolean isNew = enrolment.status() == CREATED;
        // What each agency has changed itself, it can have the registry wait for; null where the case was there before.
        Map<String, @Nullable String> revisions = new HashMap<>();
        revisions.put(person.firstAgency(), enrolment.revisionToken());
        String token = logins.person(person.username());
        if (isNew || services.get(consentUrl + "/v1/me", token).status() == 404) {
            enterCode(person, person.firstAgency(), token);
        }
        for (String agency : person.cases().keySet()) {
            if (!agency.equals(person.firstAgency())) {
                revisions.put(agency, link(person, agency, token));
            }
        }
        confirmLogin(person, token);
        for (Map.Entry<String, List<Value>> entry : person.values().entrySet()) {
            contribute(entry.getKey(), requireNonNull(person.cases().get(entry.getKey())), entry.getValue(),
                    revisions.get(entry.getKey()));
        }
        decide(person, token, isNew);
    }

    /** A login that one office alone has bound leaves this office's requests undecided; another office's code confirms it (R35). */
    private void confirmLogin(DemoPerson person, String token) {
        JsonNode own = services.get(consentUrl + "/v1/me/login-bindings", token)
                .expect("logins of " + person.username(), 200).body().path("loginBindings").path(0);
        if (own.hasNonNull("unconfirmedAgency")) {
            person.cases().keySet().stream().filter(agency -> !agency.equals(own.path("unconfirmedAgency").asText()))
                    .findFirst().ifPresent(agency -> enterCode(person, agency, token));
        }
    }

    private void enterCode(DemoPerson person, String agency, String token) {
        String code = services.post(consentUrl + "/v1/cases/" + person.cases().get(agency) + "/binding-codes",
                logins.agency(agency), null).expect("binding code of " + person.username(), 201).body().path("code")
                .asText();
        services.post(consentUrl + "/v1/me/login-bindings", token, Map.of("code", code))
                .expect("login of " + person.username() + " with a code of " + agency, 200, 201);
    }

    private @Nullable String link(DemoPerson person, String agency, String token) {
        String code = services.post(consentUrl + "/v1/me/link-codes", token, null)
                .expect("link code of " + person.username(), 201).body().path("code").asText();
        return services
                .post(consentUrl + "/v1/cases", logins.agency(agency),
                        Map.of("caseReference", person.cases().get(agency), "linkCode", code))
                .expect("link " + person.username() + " to " + agency, 201, 409).revisionToken();
    }

    private void contribute(String agency, String caseReference, List<Value> values, @Nullable String revision) {
        List<Map<String, String>> body = values.stream().map(value -> Map.of("attribute", value.attribute(), "value",
                value.value(), "asOf", value.asOf().toString())).toList();
        services.putAtRevision(registryUrl + "/v1/cases/" + caseReference + "/attributes", logins.agency(agency),
                Map.of("values", body), revision).expect("values of " + caseReference, 200, 204);
    }

    private void decide(DemoPerson person, String token, boolean isNew) {
        JsonNode records = isNew
                ? MissingNode.getInstance()
                : services.get(consentUrl + "/v1/me/consent-records?limit=100", token)
                        .expect("records of " + person.username(), 200).body().path("consentRecords");
        for (Request request : person.requests()) {
            String id = find(records, request);
            boolean open = id == null || isOpen(records, id);
            if (id == null) {
                id = services
                        .post(consentUrl + "/v1/consent-requests", logins.agency(request.agency()),
                                Map.of("caseReference", person.cases().get(request.agency()), "purpose",
                                        request.purpose(), "attributes", request.attributes(), "months",
                                        request.months()))
                        .expect("request of " + request.agency(), 201).body().path("consentRequestId").asText();
            }
            if (open) {
                answer(request, id, token, person.language());
            }
        }
    }

    private void answer(Request request, String id, String token, String language) {
        String url = consentUrl + "/v1/me/consent-records/" + id;
        if (request.answer() == Answer.LEAVE_OPEN) {
            return;
        }
        if (request.answer() == Answer.REFUSE) {
            services.post(url + "/refusal", token, Map.of()).expect("refusal", 200);
            return;
        }
        approve(services, url, token, request.attributes(), request.explicit(), language);
        if (request.answer() == Answer.WITHDRAW_LATER) {
            services.post(url + "/withdrawal", token, null).expect("withdrawal", 200, 202);
        }
    }

    /** Reads the notice and approves exactly what it says (R6). */
    static ServiceClient.Answer approve(ServiceClient services, String url, String token, List<String> attributes,
            List<String> explicit, String language) {
        JsonNode notice = services.get(url + "?language=" + language, token).expect("notice", 200).body()
                .path("notice");
        Map<String, Object> approval = new HashMap<>();
        approval.put("attributes", attributes);
        approval.put("explicitAttributes", explicit);
        approval.put("language", notice.path("language").asText());
        approval.put("noticeHash", notice.path("hash").asText());
        return services.post(url + "/approval", token, approval).expect("approval", 200, 202);
    }

    private static @Nullable String find(JsonNode records, Request request) {
        for (JsonNode candidate : records) {
            if (candidate.path("agencyId").asText().equals(request.agency())
                    && candidate.path("purpose").asText().equals(request.purpose())) {
                return candidate.path("consentRecordId").asText();
            }
        }
        return null;
    }

    private static boolean isOpen(JsonNode records, String id) {
        for (JsonNode candidate : records) {
            if (candidate.path("consentRecordId").asText().equals(id)) {
                return candidate.path("status").asText().equals("ConsentRequested");
            }
        }
        return false;
    }
}
