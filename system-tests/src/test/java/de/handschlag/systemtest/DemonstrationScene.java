package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.Amira;
import de.handschlag.deploy.demonstration.Demonstration;
import de.handschlag.deploy.demonstration.Logins;
import de.handschlag.deploy.demonstration.MainJob;
import de.handschlag.deploy.demonstration.ServiceClient;

/**
 * A small demonstration with its main job, played on the stack of all system tests; and what there is none of in it: a further read, the
 * review of its emergency access, and a person whose case ends and who is erased. Then the log's exports.
 */
final class DemonstrationScene {

    private static final String PURPOSE = "case-management";
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final int PERSONS = 8;

    private final RunningStack stack;
    private final Path directory;
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private String amira = "";
    private long begin;

    /** @param directory for the exports */
    DemonstrationScene(RunningStack stack, Path directory) {
        this.stack = stack;
        this.directory = directory;
    }

    /** Plays all of it, and waits until the log has it. */
    void play() {
        begin = stack.audit().get(stack.identities().dpo(), question("limit=1")).expect(200).body().path("checkpoint")
                .path("size").asLong();
        new Demonstration(stack.stack(), (what, done, all) -> {}, PERSONS).loadOnce();
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Logins logins = new Logins(http, stack.stack().keycloak().url(), stack.stack().secrets());
            new MainJob(new ServiceClient(http), logins, stack.consent().url(), stack.registry().url(),
                    stack.audit().url(), step -> {}).play();
            amira = stack.consent().get(logins.person(Amira.USERNAME), "/v1/me").expect(200).body()
                    .path("dataSubjectId").asText();
            String counselling = logins.agency(Amira.COUNSELLING_AGENCY);
            Api.patiently(() -> stack.registry().get(counselling, Agency.viewOf("IM-2026-0001", PURPOSE))).expect(200);
        }
        awaitLogged(amira, entry -> isOf(entry, "data.disclosed")
                && entry.path("agency").asText().equals(Amira.COUNSELLING_AGENCY));
        String person = emergencyIsReviewed();
        awaitLogged(person, entry -> isOf(entry, "emergency-access.reviewed"));
        personIsErased();
    }

    /** @return the person whom it is about */
    private String emergencyIsReviewed() {
        JsonNode open = stack.registry()
                .get(stack.identities().dpo(),
                        "/v1/emergency-accesses?state=open&queryPurpose=routine-control&limit=200")
                .expect(200).body().path("accesses");
        for (JsonNode access : open) {
            if (access.path("agency").asText().equals("jugendamt")) {
                stack.registry()
                        .post(stack.identities().dpo(),
                                "/v1/emergency-accesses/" + access.path("emergencyAccessId").asText() + "/review",
                                Map.of("outcome", "JUSTIFIED", "comment", "The ambulance asked for relatives."))
                        .expect(200);
                return access.path("dataSubjectId").asText();
            }
        }
        throw new AssertionError("the demonstration's emergency access is not among " + open);
    }

    private void personIsErased() {
        Agency office = Agency.registered(stack, "meldebehoerde-forging", "meldebehoerde");
        Agency integration = Agency.registered(stack, "integration-forging", "integrationsmanagement", PURPOSE);
        Person person = Person.enrolledBy(office, "M-" + id, "forging-" + id);
        office.contribute("M-" + id, "phone", "+49 30 1");
        person.giveTo(integration, "I-" + id);
        person.approveUntilEnforced(integration.ask("I-" + id, PURPOSE, "phone"));
        integration.reads("I-" + id, PURPOSE).expect(200);
        stack.consent().delete(integration.token(), "/v1/cases/I-" + id);
        String dataSubject = person.dataSubjectId();
        long last = person.revision() + 1;
        person.eraseUntilEnforced();
        awaitLogged(dataSubject, entry -> isOf(entry, "person.erased"));
        awaitLogged(dataSubject,
                entry -> isOf(entry, "revision.enforced") && entry.path("consentRevision").asLong() == last);
    }

    private static String question(String filter) {
        return "/v1/log-entries?queryPurpose=routine-control&" + filter;
    }

    private static boolean isOf(JsonNode entry, String type) {
        return entry.path("type").asText().equals("de.handschlag." + type + ".v1");
    }

    /** Until the log has such an entry about the person, under a checkpoint. */
    private void awaitLogged(String person, Predicate<JsonNode> which) {
        await().atMost(BOUND).untilAsserted(() -> {
            JsonNode page = stack.audit().get(stack.identities().dpo(), question("limit=200&dataSubjectId=" + person))
                    .expect(200).body();
            assertThat(page.path("entries")).anyMatch(which);
            assertThat(page.path("checkpoint").path("size").asLong())
                    .isGreaterThan(page.path("entries").path(0).path("index").asLong());
        });
    }

    /** How many entries the log had before. */
    long begin() {
        return begin;
    }

    /** Random id of the person whom the demonstration is about. */
    String amira() {
        return amira;
    }

    /** The log's key, as it is handed out. */
    Path verifierKey() throws IOException, InterruptedException {
        return download("GET", "/log/vkey", "log.vkey");
    }

    Path wholeLog() throws IOException, InterruptedException {
        return download("POST", "/v1/log-exports?queryPurpose=routine-control", "log.zip");
    }

    /** @param format {@code ndjson}, {@code csv} or {@code fhir} */
    Path exportAboutAmira(String format) throws IOException, InterruptedException {
        return download("POST",
                "/v1/log-exports?queryPurpose=routine-control&format=" + format + "&dataSubjectId=" + amira,
                format + ".zip");
    }

    /** One export is made at a time, so this asks again while another one ends. */
    private Path download(String method, String path, String name) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(BOUND).until(() -> {
                HttpResponse<Path> response = http.send(HttpRequest.newBuilder(URI.create(stack.audit().url() + path))
                        .header("Authorization", "Bearer " + stack.identities().dpo()).timeout(BOUND)
                        .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofFile(file));
                assertThat(response.statusCode()).isIn(200, 429);
                return response.statusCode() == 200;
            });
        }
        return file;
    }
}
