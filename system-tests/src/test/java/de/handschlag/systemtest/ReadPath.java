package de.handschlag.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A column of the leak table: one way on which something could come out. */
@SuppressWarnings("ImmutableEnumChecker") // Its functions are lambdas without state.
enum ReadPath {

    SINGLE_READ(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r)),
    NARROWED_READ(Judged.AS_A_WHOLE, "registry",
            r -> "GET " + view(r.attributes(r.attributes() == null ? "phone,email,address" : r.attributes()))),
    HEAD_OF_A_READ(Judged.AS_A_WHOLE, "registry", r -> "HEAD " + view(r)),
    CONDITIONAL_READ(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r), r -> null,
            r -> List.of("If-None-Match", "\"" + r.entityTag() + "\"")),
    READ_OVERRIDING_A_BLOCK(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r), r -> null,
            r -> List.of("Override-Disclosure-Block", "danger-averted")),
    READ_IN_AN_EMERGENCY(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r.purpose(LeakScene.EMERGENCY)), r -> null,
            r -> List.of("Emergency-Access", r.emergencyAccess(), "Employee-Reference", r.employee())),
    READ_BY_STATUTE(Judged.AS_A_WHOLE, "registry",
            r -> "GET " + view(r.purpose(LeakScene.STATUTE).attributes("email,medical_need"))),
    READ_OF_WHAT_THE_CATALOGUE_DOES_NOT_KNOW(Judged.AS_A_WHOLE, "registry",
            r -> "GET " + view(r.attributes("phone,no_such_attribute"))),
    READ_FOR_A_PURPOSE_OF_WRONG_FORM(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r.purpose("WRONG"))),
    METHOD_THAT_IS_NOT_ALLOWED(Judged.AS_A_WHOLE, "registry", r -> "DELETE " + view(r)),
    OPTIONS_OF_A_READ(Judged.AS_A_WHOLE, "registry", r -> "OPTIONS " + view(r)),
    READ_AT_A_REVISION(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r), r -> null,
            r -> List.of("Consent-Revision", r.revision())),
    READ_AT_A_COUNTED_REVISION(Judged.AS_A_WHOLE, "registry", r -> "GET " + view(r), r -> null,
            r -> List.of("Consent-Revision", "3")),
    BATCH(Judged.AS_A_WHOLE, "registry", r -> "POST /v1/views", r -> batch(r, r.caseReference())),
    BATCH_AMONG_PERMITTED_ONES(Judged.AS_A_WHOLE, "registry", r -> "POST /v1/views",
            r -> batch(r, LeakScene.BESIDE_CASE, r.caseReference())),
    BATCH_TWICE_THE_SAME(Judged.AS_A_WHOLE, "registry", r -> "POST /v1/views",
            r -> batch(r, r.caseReference(), r.caseReference())),
    BATCH_OF_WRONG_FORM(Judged.AS_A_WHOLE, "registry", r -> "POST /v1/views",
            r -> Map.of("purpose", r.purpose(), "caseReferences", List.of(r.caseReference()), "more", 1)),
    OWN_CONTRIBUTIONS(Judged.UNLESS_OWN_CASE, "registry", r -> "GET /v1/cases/" + r.caseReference() + "/attributes"),
    CONTRIBUTION_OF_WRONG_FORM(Judged.AS_A_WHOLE, "registry",
            r -> "PUT /v1/cases/" + r.caseReference() + "/attributes/gender",
            r -> Map.of("value", LeakScene.TYPED, "asOf", "2026-01-01")),
    CONTRIBUTIONS_OF_WRONG_FORM(Judged.AS_A_WHOLE, "registry",
            r -> "PUT /v1/cases/" + r.caseReference() + "/attributes",
            r -> Map.of("values",
                    List.of(Map.of("attribute", LeakScene.TYPED, "value", LeakScene.TYPED, "asOf", LeakScene.TYPED)))),
    CONTRIBUTION_OF_WRONG_FORM_AT_A_REVISION(Judged.AS_A_WHOLE, "registry",
            r -> "PUT /v1/cases/" + r.caseReference() + "/attributes/gender",
            r -> Map.of("value", LeakScene.TYPED, "asOf", "2026-01-01"),
            r -> List.of("Consent-Revision", r.revision())),
    CONTRIBUTION_THAT_IS_NO_JSON(Judged.AS_A_WHOLE, "registry",
            r -> "PUT /v1/cases/" + r.caseReference() + "/attributes/gender",
            r -> "{\"value\": " + LeakScene.TYPED + "}"),
    TAKING_BACK(Judged.UNLESS_OWN_CASE, "registry",
            r -> "DELETE /v1/cases/" + r.caseReference() + "/attributes/skills"),
    FEED(Judged.BY_WHAT_NAMES_THE_CASE, "registry",
            r -> "GET /v1/changes?limit=500" + (r.cursor() == null ? "" : "&after=" + r.cursor())),
    OBLIGATIONS(Judged.BY_WHAT_NAMES_THE_CASE, "registry", r -> "GET /v1/obligations?limit=500"),
    OBLIGATIONS_AFTER_ONE(Judged.AS_A_WHOLE, "registry", r -> "GET /v1/obligations?after=" + r.obligation()),
    ANSWER_TO_AN_OBLIGATION(Judged.AS_A_WHOLE, "registry", r -> "POST /v1/obligations/" + r.obligation() + "/answer",
            r -> Map.of("outcome", "DELETED")),
    WEBHOOK(Judged.AS_A_WHOLE, "registry", r -> "GET /v1/webhook"),
    OPENING_AN_EMERGENCY(Judged.UNLESS_OWN_CASE, "registry", r -> "POST /v1/emergency-accesses",
            r -> Map.of("caseReference", r.caseReference(), "purpose", LeakScene.EMERGENCY, "basis",
                    "Art. 6(1)(d), Art. 9(2)(c) DSGVO", "reason", "Found unconscious in the waiting room."),
            r -> List.of("Employee-Reference", r.employee())),
    REVIEW_OF_AN_EMERGENCY(Judged.AS_A_WHOLE, "registry",
            r -> "POST /v1/emergency-accesses/" + r.emergencyAccess() + "/review",
            r -> Map.of("outcome", "JUSTIFIED", "comment", "seen")),
    INBOX_OF_EMERGENCIES(Judged.BY_WHAT_NAMES_THE_CASE, "registry",
            r -> "GET /v1/emergency-accesses?state=open&queryPurpose=routine-control"),
    STATE_OF_A_CONSENT_REQUEST(Judged.AS_A_WHOLE, "consent", r -> "GET /v1/consent-requests/" + r.consentRequest()),
    CONSENT_REQUEST_FOR_THE_CASE(Judged.UNLESS_OWN_CASE, "consent", r -> "POST /v1/consent-requests",
            r -> Map.of("caseReference", r.caseReference(), "purpose", LeakScene.PURPOSE, "attributes",
                    List.of("phone"), "months", 1)),
    TAKING_BACK_A_CONSENT_REQUEST(Judged.AS_A_WHOLE, "consent",
            r -> "DELETE /v1/consent-requests/" + r.consentRequest()),
    BINDING_CODE_FOR_THE_CASE(Judged.UNLESS_OWN_CASE, "consent",
            r -> "POST /v1/cases/" + r.caseReference() + "/binding-codes"),
    RECORD_OF_A_PERSON(Judged.AS_A_WHOLE, "consent", r -> "GET /v1/me/consent-records/" + r.consentRequest()),
    WITHDRAWAL_FOR_A_PERSON(Judged.AS_A_WHOLE, "consent",
            r -> "POST /v1/me/consent-records/" + r.consentRequest() + "/withdrawal"),
    LOG_BY_PERSON(Judged.AS_A_WHOLE, "audit",
            r -> "GET /v1/log-entries?queryPurpose=routine-control&dataSubjectId=" + r.person()),
    LOG_BY_CASE(Judged.AS_A_WHOLE, "audit",
            r -> "GET /v1/log-entries?queryPurpose=routine-control&agencyId=x&caseReference=" + r.caseReference()),
    ONE_LOG_ENTRY(Judged.AS_A_WHOLE, "audit",
            r -> "GET /v1/log-entries/" + r.logIndex() + "?queryPurpose=routine-control"),
    EXPLANATION(Judged.AS_A_WHOLE, "audit",
            r -> "GET /v1/log-entries/" + r.logIndex() + "/explanation?queryPurpose=routine-control"),
    EXPORT_OF_THE_LOG(Judged.AS_A_WHOLE, "audit", r -> "POST /v1/log-exports?queryPurpose=routine-control"),
    WHO_SAW_WHAT(Judged.BY_WHAT_NAMES_THE_CASE, "audit", r -> "GET /v1/my/accesses?limit=200");

    /** Against the answer to the same request for what does not exist. */
    enum Judged {
        AS_A_WHOLE,
        /** That it has the case, the agency knows: then it is against a case of its own about which nobody decided anything. */
        UNLESS_OWN_CASE,
        /** The answer is about all of the agency: its elements that name the case count. */
        BY_WHAT_NAMES_THE_CASE
    }

    private final Judged judged;
    private final String service;
    private final Function<Reach, String> request;
    private final Function<Reach, Object> body;
    private final Function<Reach, List<String>> headers;

    ReadPath(Judged judged, String service, Function<Reach, String> request) {
        this(judged, service, request, r -> null);
    }

    ReadPath(Judged judged, String service, Function<Reach, String> request, Function<Reach, Object> body) {
        this(judged, service, request, body, r -> List.of());
    }

    ReadPath(Judged judged, String service, Function<Reach, String> request, Function<Reach, Object> body,
            Function<Reach, List<String>> headers) {
        this.judged = judged;
        this.service = service;
        this.request = request;
        this.body = body;
        this.headers = headers;
    }

    private static String view(Reach r) {
        return Agency.viewOf(r.caseReference(), r.purpose())
                + (r.attributes() == null ? "" : "&attributes=" + r.attributes());
    }

    private static Object batch(Reach r, String... caseReferences) {
        Map<String, Object> batch = new TreeMap<>(Map.of("purpose", r.purpose(), "caseReferences",
                List.of(caseReferences), "fileNumber", "A-1", "reason", "Contact of a case of measles"));
        if (r.attributes() != null) {
            batch.put("attributes", List.of(r.attributes().split(",")));
        }
        return batch;
    }

    Judged judged() {
        return judged;
    }

    WireAnswer answer(RunningStack stack, Reach r) {
        String[] methodAndPath = request.apply(r).split(" ", 2);
        List<String> all = new ArrayList<>(headers.apply(r));
        if (methodAndPath[1].contains("/view?")) {
            // Of use for a read by a statute only (R22).
            all.addAll(List.of("File-Number", "A-1", "Read-Reason", "Contact of a case of measles"));
        }
        return WireAnswer.to(stack.stack().url(service) + methodAndPath[1], methodAndPath[0], r.token().get(),
                body.apply(r), all);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
