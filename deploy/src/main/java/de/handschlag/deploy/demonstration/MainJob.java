package de.handschlag.deploy.demonstration;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.ServiceClient.Answer;
import de.handschlag.event.EventType;

/**
 * What Handschlag is for, end to end: Amira grants, the Jobcenter sees exactly that, nobody else sees anything, she
 * withdraws, the Jobcenter sees nothing any more, and the data-protection officer finds all of it in the log.
 */
public final class MainJob {

    /**
     * One step.
     *
     * @param text  what happened
     * @param took  how long the answer took
     * @param as    whether it was as it should be
     * @param shown what came, or should have come
     */
    public record Step(String text, Duration took, boolean as, String shown) {}

    /** Hears each step when it is done. */
    @FunctionalInterface
    public interface Listener {
        void done(Step step);
    }

    private static final String PURPOSE = "appointments";
    /** Rests for the Jobcenter on a statute by which the person has the choice, which no read can stand for. */
    private static final String OTHER_PURPOSE = "benefit-eligibility";
    private static final List<String> GRANTED = List.of("given_names", "phone", "preferred_language");
    private static final Duration LOG_BOUND = Duration.ofSeconds(60);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);
    private static final Duration ENFORCEMENT_BOUND = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int SHOWN = 400;

    private final ServiceClient services;
    private final Logins logins;
    private final String consent;
    private final String registry;
    private final String audit;
    private final Listener listener;
    private final List<Step> steps = new ArrayList<>();
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    public MainJob(ServiceClient services, Logins logins, String consentUrl, String registryUrl, String auditUrl,
            Listener listener) {
        this.services = services;
        this.logins = logins;
        this.consent = consentUrl;
        this.registry = registryUrl;
        this.audit = auditUrl;
        this.listener = listener;
    }

    /** Plays all steps. @return whether each was as it should be */
    public boolean play() {
        String amira = logins.person(Amira.USERNAME);
        String jobcenter = logins.agency(Amira.READING_AGENCY);
        String sozialamt = logins.agency(Amira.OTHER_AGENCY);
        String dpo = logins.staff("dpo");
        warmUp(amira, jobcenter, sozialamt, dpo);
        withdrawLeftovers(amira);

        Answer logins = services.get(consent + "/v1/me/login-bindings", amira);
        step("Amira's login was bound with one office's code, and confirmed by a second office", logins,
                logins.body().path("loginBindings").path(0).path("means").asText().equals("TWO_AGENCIES"),
                logins.body().path("loginBindings").path(0).path("agencies").toString());

        Answer before = view(jobcenter, Amira.READING_CASE, PURPOSE);
        step("Before she is asked, the Jobcenter reads for \"" + PURPOSE + "\"", before, isNeutralDenial(before),
                describe(before));

        Answer request = services.post(consent + "/v1/consent-requests", jobcenter,
                Map.of("caseReference", Amira.READING_CASE, "purpose", PURPOSE, "attributes",
                        List.of("family_name", "given_names", "phone", "preferred_language"), "months", 3));
        step("The Jobcenter asks Amira for 4 attributes", request, request.status() == 201, describe(request));
        String record = consent + "/v1/me/consent-records/" + request.body().path("consentRequestId").asText();

        Answer approval = PersonLoader.approve(services, record, amira, GRANTED, List.of(), "ar");
        step("Amira reads the notice and approves 3 of them", approval,
                approval.body().path("status").asText().equals("ConsentGiven"),
                approval.body().path("attributes").toString());

        awaitEnforced(amira, approval);
        Answer view = view(jobcenter, Amira.READING_CASE, PURPOSE);
        step("The Jobcenter reads, once reads heed that: exactly the granted attributes", view,
                view.status() == 200 && keys(view).equals(new TreeSet<>(GRANTED)), keys(view).toString());

        Answer otherPurpose = viewByStatute(jobcenter);
        step("The Jobcenter reads for another purpose: denied", otherPurpose, isNeutralDenial(otherPurpose),
                describe(otherPurpose));
        Answer otherAgency = view(sozialamt, Amira.OTHER_CASE, PURPOSE);
        step("The Sozialamt reads its own case of Amira: denied", otherAgency, isNeutralDenial(otherAgency),
                describe(otherAgency));
        Answer foreignCase = view(sozialamt, Amira.READING_CASE, PURPOSE);
        step("The Sozialamt tries the Jobcenter's case reference: the same answer", foreignCase,
                isNeutralDenial(foreignCase) && sameProblem(foreignCase, otherAgency), describe(foreignCase));

        Answer withdrawal = services.post(record + "/withdrawal", amira, null);
        step("Amira withdraws, and is told that it is enforced", withdrawal,
                withdrawal.status() == 200 && withdrawal.body().path("enforcement").asText().equals("enforced")
                        && withdrawal.body().hasNonNull("enforcedAt"),
                withdrawal.status() + " enforcedAt " + withdrawal.body().path("enforcedAt").asText("missing"));
        Answer after = view(jobcenter, Amira.READING_CASE, PURPOSE);
        step("The Jobcenter's next read: denied", after, isNeutralDenial(after) && sameProblem(after, before),
                describe(after));

        findInLog(dpo);
        Answer own = services.get(audit + "/v1/my/accesses?limit=20", amira);
        step("Amira sees who saw what", own,
                own.status() == 200 && own.body().toString().contains(Amira.READING_AGENCY),
                own.body().path("accesses").size() + " accesses on the first page");
        return steps.stream().allMatch(Step::as);
    }

    /** The first request to a service loads classes and keys; that is not what the milliseconds are about. */
    private void warmUp(String amira, String jobcenter, String sozialamt, String dpo) {
        for (int i = 0; i < 3; i++) {
            services.get(consent + "/v1/me", amira);
            services.get(consent + "/v1/purposes", sozialamt);
            viewByStatute(jobcenter);
            services.get(audit + "/v1/log-entries?queryPurpose=routine-control&limit=1", dpo);
        }
    }

    /** A demonstration that was interrupted may have left its grant behind. */
    private void withdrawLeftovers(String amira) {
        services.get(consent + "/v1/me/consent-records?status=ConsentGiven&limit=100", amira)
                .expect("Amira's grants", 200).body().path("consentRecords").forEach(record -> {
                    if (record.path("purpose").asText().equals(PURPOSE)) {
                        services.post(consent + "/v1/me/consent-records/" + record.path("consentRecordId").asText()
                                + "/withdrawal", amira, null);
                    }
                });
    }

    /** The log follows the events; its answer must hold what just happened, covered by a checkpoint. */
    private void findInLog(String dpo) {
        String query = audit + "/v1/log-entries?agencyId=" + Amira.READING_AGENCY + "&caseReference="
                + Amira.READING_CASE + "&purpose=" + PURPOSE + "&from=" + began
                + "&queryPurpose=routine-control&limit=50";
        long begin = System.nanoTime();
        Answer log = services.get(query, dpo);
        // Each question is an entry of its own (R29): ask anew only after a while.
        while (!(log.status() == 200 && holdsTheStory(log.body())) && System.nanoTime() - begin < LOG_BOUND.toNanos()) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            log = services.get(query, dpo);
        }
        JsonNode checkpoint = log.body().path("checkpoint");
        step("The data-protection officer finds all of it, under a signed checkpoint", log,
                log.status() == 200 && holdsTheStory(log.body()),
                log.body().path("entries").size() + " entries; checkpoint over " + checkpoint.path("size").asText("?")
                        + " entries; complete " + Duration.ofNanos(System.nanoTime() - begin).toMillis()
                        + " ms after the last step");
    }

    /**
     * Newest first: a denial above withdrawn and disclosed, both above given; each below the checkpoint's size. An access never
     * stands below the consent it rests on (ADR 32); which of disclosure and withdrawal the log takes first is open.
     */
    private static boolean holdsTheStory(JsonNode answer) {
        List<String> types = new ArrayList<>();
        long newest = -1;
        for (JsonNode entry : answer.path("entries")) {
            types.add(entry.path("type").asText());
            newest = Math.max(newest, entry.path("index").asLong());
        }
        int denied = types.indexOf(EventType.DISCLOSURE_DENIED.typeName());
        int withdrawn = types.indexOf(EventType.CONSENT_WITHDRAWN.typeName());
        int disclosed = types.indexOf(EventType.DATA_DISCLOSED.typeName());
        int given = types.indexOf(EventType.CONSENT_GIVEN.typeName());
        return denied >= 0 && withdrawn > denied && disclosed > denied && given > Math.max(withdrawn, disclosed)
                && answer.path("checkpoint").path("size").asLong() > newest;
    }

    /** Amira sees when reads heed what she decided; the Jobcenter cannot ask for it, as it is not its own change (R37). */
    private void awaitEnforced(String amira, Answer decision) {
        String enforcement = consent + "/v1/me/enforcements/" + decision.body().path("consentRevision").asLong();
        long begin = System.nanoTime();
        while (!services.get(enforcement, amira).body().path("enforcement").asText().equals("enforced")
                && System.nanoTime() - begin < ENFORCEMENT_BOUND.toNanos()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private Answer view(String token, String caseReference, String purpose) {
        return services.get(registry + "/v1/cases/" + caseReference + "/view?purpose=" + purpose, token);
    }

    private Answer viewByStatute(String token) {
        return services.send("GET", registry + "/v1/cases/" + Amira.READING_CASE + "/view?purpose=" + OTHER_PURPOSE,
                token, null, Map.of("File-Number", "BG 4711-26", "Read-Reason", "Renewed claim to benefits"));
    }

    private static boolean isNeutralDenial(Answer answer) {
        return answer.status() == 403 && answer.body().path("type").asText().endsWith("no-permission");
    }

    private static boolean sameProblem(Answer one, Answer other) {
        return one.body().path("type").equals(other.body().path("type"))
                && one.body().path("title").equals(other.body().path("title"))
                && one.body().path("detail").equals(other.body().path("detail"));
    }

    private static Set<String> keys(Answer view) {
        Set<String> keys = new TreeSet<>();
        view.body().path("attributes").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String describe(Answer answer) {
        String type = answer.body().path("type").asText("");
        return answer.status() + (type.isEmpty() ? "" : " " + type.replaceAll(".*[/:]", ""));
    }

    private void step(String text, Answer answer, boolean as, String shown) {
        String body = answer.body().toString();
        Step step = new Step(text, answer.took(), as,
                as ? shown : shown + " " + body.substring(0, Math.min(SHOWN, body.length())));
        steps.add(step);
        listener.done(step);
    }
}
