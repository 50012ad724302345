package de.handschlag.systemtest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is being written, byte for byte: no library mends it on the way. */
final class Draft {

    /** A name and what stands behind it, as on the wire. */
    record Field(String name, String value) {}

    final Operation operation;
    /** Percent-encoded. */
    final Map<String, String> path = new LinkedHashMap<>();
    /** Percent-encoded. */
    final List<Field> query = new ArrayList<>();
    final List<Field> headers = new ArrayList<>();
    /** Null where there is none. */
    ObjectNode document;
    /** Put in place of the document, if not null. */
    byte[] bytes;
    /** What is to be replaced in the document once it is text: the JSON library writes nothing that is no JSON. */
    final Map<String, String> replacements = new LinkedHashMap<>();
    String pathSuffix = "";

    private Draft(Operation operation) {
        this.operation = operation;
    }

    /** A request that the operation would take, as far as the schema and the known values say. */
    static Draft of(Operation operation, String token, KnownValues known) {
        Draft draft = new Draft(operation);
        draft.headers.add(new Field("Authorization", "Bearer " + token));
        for (Operation.Parameter parameter : operation.parameters()) {
            JsonNode value = known.of(operation, parameter.name(), parameter.schema());
            if (value.isMissingNode() && (parameter.required() || parameter.in().equals("path"))) {
                value = known.otherwise(parameter.schema());
            }
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            switch (parameter.in()) {
                case "path" -> draft.path.put(parameter.name(), encoded(value.asText()));
                case "query" -> draft.query.add(new Field(parameter.name(), encoded(value.asText())));
                case "header" -> draft.headers.add(new Field(parameter.name(), value.asText()));
                default -> throw new IllegalStateException(parameter.in());
            }
        }
        if (operation.takesBody()) {
            draft.document = (ObjectNode) draft.value("", operation.body(), known);
            draft.headers.add(new Field("Content-Type", "application/json"));
        }
        return draft;
    }

    private JsonNode value(String name, JsonNode schemaOrReference, KnownValues known) {
        JsonNode schema = Operation.resolved(schemaOrReference, operation.description());
        JsonNode value = known.of(operation, name, schema);
        if (!value.isMissingNode() && !value.isNull()) {
            return value;
        }
        if (value.isNull()) {
            return Api.JSON.missingNode();
        }
        if (schema.path("type").asText().equals("object")) {
            ObjectNode object = Api.JSON.createObjectNode();
            Set<String> required = new HashSet<>();
            schema.path("required").forEach(member -> required.add(member.asText()));
            schema.path("properties").properties().forEach(member -> {
                if (!required.contains(member.getKey()) && isUnknownText(member.getKey(), member.getValue(), known)) {
                    // Most texts mean something, and nobody says what this one does.
                    return;
                }
                JsonNode inner = value(member.getKey(), member.getValue(), known);
                if (!inner.isMissingNode()) {
                    object.set(member.getKey(), inner);
                }
            });
            return object;
        }
        if (schema.path("type").asText().equals("array")) {
            ArrayNode array = Api.JSON.createArrayNode();
            array.add(value(name, schema.path("items"), known));
            return array;
        }
        return known.otherwise(schema);
    }

    private boolean isUnknownText(String name, JsonNode schemaOrReference, KnownValues known) {
        JsonNode schema = Operation.resolved(schemaOrReference, operation.description());
        return known.of(operation, name, schema).isMissingNode() && schema.path("type").asText().equals("string");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private byte[] body() {
        if (bytes != null) {
            return bytes;
        }
        if (document == null) {
            return new byte[0];
        }
        try {
            String text = Api.JSON.writeValueAsString(document);
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                text = text.replace(replacement.getKey(), replacement.getValue());
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Method, address, headers but the token, and body, for whoever has to find out what went wrong. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(operation.method()).append(' ').append(address());
        headers.stream().filter(header -> !header.name().equals("Authorization"))
                .forEach(header -> text.append("\n").append(header.name()).append(": ").append(header.value()));
        String body = new String(body(), StandardCharsets.UTF_8);
        return text.append("\n\n").append(body, 0, Math.min(body.length(), 2_000)).toString();
    }

    private String address() {
        String address = operation.path();
        for (Map.Entry<String, String> part : path.entrySet()) {
            address = address.replace("{" + part.getKey() + "}", part.getValue());
        }
        StringBuilder whole = new StringBuilder(address).append(pathSuffix);
        String separator = "?";
        for (Field parameter : query) {
            whole.append(separator).append(parameter.name()).append(parameter.value() == null ? "" : "=")
                    .append(parameter.value() == null ? "" : parameter.value());
            separator = "&";
        }
        return whole.toString();
    }

    /** What came back. */
    record Answer(int status, SortedMap<String, String> headers, String body) {

        JsonNode json() {
            try {
                return body.isBlank() ? Api.JSON.missingNode() : Api.JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return Api.JSON.missingNode();
            }
        }
    }

    Answer send() {
        URI service = URI.create(operation.at().url());
        byte[] body = body();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(operation.method()).append(' ').append(address())
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (body.length > 0 || !operation.method().equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        try (Socket connection = new Socket(service.getHost(), service.getPort())) {
            connection.setSoTimeout(20_000);
            connection.getOutputStream().write(request.toByteArray());
            return answer(connection.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(toString(), e);
        }
    }

    private static Answer answer(byte[] received) {
        String text = new String(received, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 12) {
            throw new AssertionError("no answer: " + text);
        }
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.substring(0, end).lines().skip(1).forEach(line -> headers.put(line.substring(0, line.indexOf(':')),
                line.substring(line.indexOf(':') + 1).strip()));
        return new Answer(Integer.parseInt(text.substring(9, 12)), headers, text.substring(end + 4));
    }
}
