package de.handschlag.systemtest;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.systemtest.Api.Answer;

/** A person with a login, with what it can do at the services. */
record Person(RunningStack stack, String name) {

    private static final Duration BOUND = Duration.ofSeconds(120);

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

    /** Reads the notice and releases a source from secrecy for this consent (R9); returns the consent revision. */
    long release(String id, String source) {
        String releases = "/v1/me/consent-records/" + id + "/secrecy-releases";
        JsonNode offered = stack.consent().get(token(), releases + "?language=de").expect(200).body()
                .path("secrecyReleases");
        JsonNode notice = StreamSupport.stream(offered.spliterator(), false)
                .filter(one -> one.path("sourceAgencyId").asText().equals(source)).findFirst().orElseThrow()
                .path("notice");
        return stack.consent()
                .post(token(), releases,
                        Map.of("sourceAgencyId", source, "language", "de", "noticeHash", notice.path("hash").asText()))
                .expect(201).body().path("consentRevision").asLong();
    }

    /** The same, and waits until reads heed it. */
    void releaseUntilEnforced(String id, String source) {
        long revision = release(id, source);
        await().atMost(BOUND).ignoreExceptions().until(() -> isEnforced(revision));
    }

    /** Takes the release back, and waits until reads heed it. */
    void withdrawReleaseUntilEnforced(String id, String source) {
        untilEnforced(stack.consent().post(token(),
                "/v1/me/consent-records/" + id + "/secrecy-releases/" + source + "/withdrawal", null));
    }

    /** Withdraws, and waits until reads heed it; returns since when, by the registry's clock. */
    Instant withdrawUntilEnforced(String id) {
        return Instant.parse(untilEnforced(withdraw(id)).path("enforcedAt").asText());
    }

    /** Erases everything about the person (Art. 17 GDPR), and waits until reads heed it. */
    void eraseUntilEnforced() {
        untilEnforced(stack.consent().delete(token(), "/v1/me"));
    }

    /**
     * Follows the link of an end that was not enforced at once, as a busy machine may take longer for it.
     *
     * @param answer to this person's withdrawal or erasure: 200, or 202 with the link
     * @return that it is enforced, and since when
     */
    JsonNode untilEnforced(Answer answer) {
        if (answer.status() != 202) {
            return answer.expect(200).body();
        }
        String link = URI.create(answer.headers().get("location")).getPath();
        return await().atMost(Duration.ofSeconds(120)).until(
                () -> stack.consent().get(token(), link).expect(200).body(),
                end -> end.path("enforcement").asText().equals("enforced"));
    }

    String dataSubjectId() {
        return stack.consent().get(token(), "/v1/me").expect(200).body().path("dataSubjectId").asText();
    }
}
