package de.handschlag.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import de.handschlag.teststack.PlayedPersons;
import de.handschlag.teststack.TestIdentities;

/** Plays what the consent-service's API answers to caseworkers' pages: offices, requests for consent, own cases and codes. */
public class PlayedConsentApi extends PlayedPersons {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUESTS = "/v1/consent-requests";
    private static final String CASES = "/v1/cases";
    private static final String HASH = "a".repeat(64);

    private final Map<String, List<ObjectNode>> requestsOfAgencies = new ConcurrentHashMap<>();

    @Override
    protected void playMore(HttpServer playing) {
        playing.createContext("/v1/agencies", exchange -> send(exchange, 200,
                """
                        [{"agencyId":"pages-housing","name":"Wohnungsamt Beispielstadt","agencyType":"wohnungsamt","sector":"public"},
                         {"agencyId":"pages-shelter","name":"Unterkunft Lindenweg","agencyType":"gemeinschaftsunterkunft"},
                         {"agencyId":"pages-health","name":"Gesundheitsamt Beispielstadt","agencyType":"gesundheitsamt"}]"""));
        playing.createContext(REQUESTS, exchange -> answered(exchange, this::requests));
        playing.createContext("/v1/recorded-approvals", exchange -> answered(exchange, this::waiting));
        playing.createContext(CASES, exchange -> answered(exchange, this::cases));
    }

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange, String agency) throws IOException;
    }

    private static void answered(HttpExchange exchange, Answer answer) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null) {
            send(exchange, 401, "{}");
            return;
        }
        JsonNode claims = TestIdentities.claimsOf(authorization.substring("Bearer ".length()));
        answer.to(exchange, claims.path("agency_id").asText());
    }

    private static String login(HttpExchange exchange) {
        return TestIdentities
                .claimsOf(exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()))
                .path("sub").asText();
    }

    /** As it is shown to the login. */
    private static ObjectNode approval(ObjectNode request, String login) {
        ObjectNode approval = ((ObjectNode) request.path("approval")).deepCopy();
        return approval.put("recordedByYou", approval.path("recordedBy").asText().equals(login));
    }

    private void waiting(HttpExchange exchange, String agency) throws IOException {
        List<ObjectNode> own = requestsOfAgencies.computeIfAbsent(agency, _ -> new CopyOnWriteArrayList<>());
        String login = login(exchange);
        send(exchange, 200,
                JSON.createObjectNode()
                        .set("recordedApprovals", JSON.valueToTree(own.stream()
                                .filter(one -> one.has("approval") && !one.at("/approval/confirmed").asBoolean())
                                .map(one -> approval(one, login)).toList()))
                        .toString());
    }

    /** The notice of a request, what was recorded of it, and its confirmation. What was asked for two months waits no more. */
    private static void approvals(HttpExchange exchange, ObjectNode one, String what) throws IOException {
        boolean posted = exchange.getRequestMethod().equals("POST");
        String login = login(exchange);
        if (one.path("months").asInt() == 2) {
            send(exchange, 409, "{}");
        } else if (what.equals("/notice")) {
            String language = exchange.getRequestURI().getQuery().replaceFirst("language=", "");
            send(exchange, 200, "{\"notice\":{\"hash\":\"" + HASH + "\",\"language\":\"" + language
                    + "\",\"draft\":false,\"text\":\"Hinweis " + language + "\\nZweite Zeile\"}}");
        } else if (what.equals("/approval") && posted) {
            ObjectNode said = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            if (!said.path("noticeHash").asText().equals(HASH)) {
                send(exchange, 409, "{}");
                return;
            }
            one.set("approval", said.put("recordedApprovalId", UUID.randomUUID().toString())
                    .put("consentRequestId", one.path("id").asText())
                    .put("caseReference", one.path("caseReference").asText())
                    .put("purpose", one.path("purpose").asText()).put("confirmed", false).put("recordedBy", login)
                    .put("recordedAt", Instant.now().toString()).put("agreedUntil", Instant.now().toString()));
            send(exchange, 200, approval(one, login).toString());
        } else if (!one.has("approval")) {
            send(exchange, 404, "{}");
        } else if (posted && one.at("/approval/recordedBy").asText().equals(login)) {
            send(exchange, 403, "{}");
        } else {
            if (posted) {
                JsonNode seen = JSON.readTree(exchange.getRequestBody()).path("recordedApprovalId");
                if (!seen.asText().equals(one.at("/approval/recordedApprovalId").asText())) {
                    send(exchange, 404, "{}");
                    return;
                }
                ((ObjectNode) one.path("approval")).put("confirmed", true);
            }
            send(exchange, 200, approval(one, login).toString());
        }
    }

    private void requests(HttpExchange exchange, String agency) throws IOException {
        List<ObjectNode> own = requestsOfAgencies.computeIfAbsent(agency, _ -> new CopyOnWriteArrayList<>());
        String rest = exchange.getRequestURI().getPath().substring(REQUESTS.length());
        if (rest.contains("/approval") || rest.endsWith("/notice")) {
            List<ObjectNode> found = own.stream().filter(one -> rest.startsWith("/" + one.path("id").asText() + "/"))
                    .toList();
            if (found.isEmpty()) {
                send(exchange, 404, "{}");
            } else {
                approvals(exchange, found.getFirst(), rest.substring(rest.indexOf('/', 1)));
            }
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                if (rest.endsWith("/withdrawal")) {
                    withdraw(exchange, own, rest);
                    return;
                }
                ObjectNode wanted = (ObjectNode) JSON.readTree(exchange.getRequestBody());
                if (wanted.path("caseReference").asText().startsWith("unknown")) {
                    send(exchange, 404, "{}");
                    return;
                }
                wanted.put("id", UUID.randomUUID().toString()).put("requestedAt", Instant.now().toString()).put("state",
                        "asked");
                own.addFirst(wanted);
                send(exchange, 201, wanted.toString());
            }
            case "DELETE" -> {
                List<ObjectNode> found = own.stream().filter(one -> rest.equals("/" + one.path("id").asText()))
                        .filter(one -> one.path("state").asText().equals("asked")).toList();
                found.forEach(one -> one.put("state", "withdrawn"));
                send(exchange, found.isEmpty() ? 404 : 204, "");
            }
            default -> {
                if (rest.isEmpty()) {
                    send(exchange, 200, JSON.createObjectNode().set("requests", JSON.valueToTree(own)).toString());
                    return;
                }
                List<ObjectNode> found = own.stream().filter(one -> rest.equals("/" + one.path("id").asText()))
                        .toList();
                send(exchange, found.isEmpty() ? 404 : 200,
                        found.isEmpty()
                                ? "{}"
                                : found.getFirst().deepCopy().put("consentRequestId", rest.substring(1)).toString());
            }
        }
    }

    /** What is asked for one month was never granted; a reason that begins with "later" is not enforced at once. */
    private static void withdraw(HttpExchange exchange, List<ObjectNode> own, String rest) throws IOException {
        JsonNode withdrawal = JSON.readTree(exchange.getRequestBody());
        for (ObjectNode one : own) {
            if (rest.equals("/" + one.path("id").asText() + "/withdrawal")) {
                boolean oral = withdrawal.path("channel").asText().equals("ORAL");
                boolean valid = oral
                        ? withdrawal.path("reason").isTextual()
                        : withdrawal.path("channel").asText().equals("PAPER");
                boolean pending = withdrawal.path("reason").asText().startsWith("later");
                send(exchange, !valid ? 422 : one.path("months").asInt() == 1 ? 409 : pending ? 202 : 200, "{}");
                return;
            }
        }
        send(exchange, 404, "{}");
    }

    private void cases(HttpExchange exchange, String agency) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, 200, "{\"cases\":[{\"caseReference\":\"W-7\",\"linkedAt\":\"2026-01-15T10:00:00Z\"}],"
                    + "\"nextCursor\":\"next-of-" + agency + "\"}");
        } else if (exchange.getRequestURI().getPath().equals(CASES)) {
            JsonNode wanted = JSON.readTree(exchange.getRequestBody());
            boolean valid = wanted.path("linkCode").isMissingNode() || wanted.path("linkCode").isNull()
                    || wanted.path("linkCode").asText().equals("GOOD-CODE");
            send(exchange, wanted.path("caseReference").asText().startsWith("taken") ? 409 : valid ? 201 : 422, "{}");
        } else if (exchange.getRequestURI().getPath().contains("unknown")) {
            send(exchange, 404, "{}");
        } else if (exchange.getRequestURI().getPath().endsWith("/guardian-codes")) {
            guardianCode(exchange, JSON.readTree(exchange.getRequestBody()));
        } else {
            send(exchange, 201, "{\"code\":\"7K4M-XQ2P\",\"expiresAt\":\"2026-12-01T10:00:00Z\"}");
        }
    }

    /** Everybody was born on 2 March 2015, and who was born before 2000 decides alone. */
    private static void guardianCode(HttpExchange exchange, JsonNode wanted) throws IOException {
        String birthDate = wanted.path("birthDate").asText("");
        boolean ofAdult = wanted.path("kind").asText().equals("LEGAL_GUARDIAN");
        boolean valid = ofAdult ? !wanted.hasNonNull("birthDate") : birthDate.compareTo("2000-01-01") > 0;
        boolean differs = !ofAdult && !birthDate.equals("2015-03-02");
        send(exchange, !valid ? 422 : differs ? 409 : 201,
                "{\"code\":\"GX5T-9RWD\",\"expiresAt\":\"2026-12-01T10:00:00Z\"}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
