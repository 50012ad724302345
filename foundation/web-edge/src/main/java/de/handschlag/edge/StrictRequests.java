package de.handschlag.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;

import de.handschlag.problem.ProblemType;
import de.handschlag.text.RefusedTextException;
import de.handschlag.text.TextRule;

/**
 * Refuses a request of {@code /v1} that brings what its operation does not take, or brings it twice, empty or in another form.
 * The framework would leave it out, or take the first or a default, and a filter that is left out narrows nothing: whoever
 * asks the log for {@code agency=} instead of {@code agencyId=} would be answered about all of them.
 */
class StrictRequests {

    /** What may be repeated to the caller: it looks like a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,63}");
    private static final Pattern ENCODED = Pattern.compile("((?:%[0-9A-Fa-f]{2})+)|%");
    /** Dots as well: the server takes them out of the path, and the part before with two of them (RFC 3986, section 5.2.4). */
    private static final Pattern EMPTY_PART = Pattern.compile("/(?:\\.|%2[eE]){0,2}(?:/|$)");
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]*");
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

    private final CurrentVertxRequest current;
    private final Map<Object, Operation> operations = new ConcurrentHashMap<>();

    StrictRequests(CurrentVertxRequest current) {
        this.current = current;
    }

    /** @throws HttpProblem 400, 406, 415 or 422, which names the place */
    @ServerRequestFilter
    void refuse(ResourceInfo resource, UriInfo address, HttpHeaders headers) {
        if (resource.getResourceMethod() == null) {
            return;
        }
        Operation operation = operations.computeIfAbsent(resource.getResourceMethod(),
                method -> Operation.of(resource.getResourceClass(), resource.getResourceMethod()));
        if (!operation.ofTheInterface()) {
            return;
        }
        requireAddress(current.getCurrent().request());
        requireMediaTypes(headers.getRequestHeader(HttpHeaders.ACCEPT));
        List<Violation> violations = new ArrayList<>();
        for (String name : address.getQueryParameters().keySet()) {
            if (!operation.queryNames().contains(name)) {
                violations.add(unknown(name, operation));
            }
        }
        for (Parameter parameter : operation.parameters()) {
            List<String> values = switch (parameter.in()) {
                case query -> address.getQueryParameters().get(parameter.name());
                case path -> address.getPathParameters().get(parameter.name());
                case header -> headers.getRequestHeader(parameter.name());
                case form, body, unknown -> throw new IllegalStateException("no parameters of " + parameter.in());
            };
            String wrong = values == null || values.isEmpty() ? null : wrong(parameter, values);
            if (wrong != null) {
                violations.add(parameter.in().field(parameter.name()).message(wrong));
            }
        }
        if (!violations.isEmpty()) {
            throw InvalidRequest.of(violations);
        }
        checkBody(operation, headers);
    }

    private static Violation unknown(String name, Operation operation) {
        String takes = operation.queryNames().isEmpty()
                ? "this operation takes no parameters"
                : "this operation has no such parameter; it takes " + String.join(", ", operation.queryNames());
        return Violation.In.query.field(NAME.matcher(name).matches() ? name : "(a name that is none)").message(takes);
    }

    private static @Nullable String wrong(Parameter parameter, List<String> values) {
        if (values.stream().anyMatch(String::isBlank)) {
            return "has no value; name one, or leave it out";
        }
        if (values.size() > 1 && !parameter.repeatable()) {
            return "stands more than once";
        }
        for (String value : values) {
            if (parameter.in() == Violation.In.header && !PRINTABLE_ASCII.matcher(value).matches()) {
                return "printable ASCII is expected";
            }
            try {
                TextRule.line(value);
            } catch (RefusedTextException refused) {
                return refused.getMessage();
            }
            if (!parameter.form().fits().test(value)) {
                return parameter.form().expected();
            }
        }
        return null;
    }

    /**
     * What is encoded otherwise would be read with characters replaced; what stands behind a semicolon would be dropped from a
     * path, as would an empty part, so that an address without its id, or with a dot for it, would list everything.
     */
    private static void requireAddress(HttpServerRequest request) {
        if (request.uri().contains(";") || EMPTY_PART.matcher(request.path()).find()) {
            throw ProblemType.MALFORMED_REQUEST.because("The address has a part that is empty or made of dots, or a"
                    + " semicolon that is not percent-encoded.");
        }
        Matcher encoded = ENCODED.matcher(request.uri());
        while (encoded.find()) {
            if (encoded.group(1) == null || !isUtf8(encoded.group(1))) {
                throw ProblemType.MALFORMED_REQUEST
                        .because("The address is not percent-encoded UTF-8 (RFC 3986, section 2.5).");
            }
        }
    }

    /** The framework reads the header when the operation is done, and would answer 500 to a change that was made. */
    private static void requireMediaTypes(List<String> accepted) {
        try {
            accepted.forEach(MediaTypeHelper::parseHeader);
        } catch (IllegalArgumentException noMediaType) {
            throw ProblemType.NOT_ACCEPTABLE.because("Accept: media types are expected, such as application/json.");
        }
    }

    private static boolean isUtf8(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length() / 3);
        for (int position = 0; position < encoded.length(); position += 3) {
            bytes.put((byte) Integer.parseInt(encoded, position + 1, position + 3, 16));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void checkBody(Operation operation, HttpHeaders headers) {
        boolean brings = !headers.getRequestHeader("Transfer-Encoding").isEmpty() || headers
                .getRequestHeader(HttpHeaders.CONTENT_LENGTH).stream().anyMatch(length -> !length.equals("0"));
        if (!operation.takesBody()) {
            if (brings) {
                throw ProblemType.MALFORMED_REQUEST.because("This operation takes no body.");
            }
            return;
        }
        List<String> types = headers.getRequestHeader(HttpHeaders.CONTENT_TYPE);
        boolean isJson = types.size() == 1 && JSON.matcher(types.getFirst().strip()).matches();
        if (brings && !isJson || !types.isEmpty() && !isJson) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE
                    .because("Content-Type: " + MediaType.APPLICATION_JSON + " in UTF-8 is expected, once.");
        }
        if (!headers.getRequestHeader(HttpHeaders.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase)) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Content-Encoding: only what is not encoded is read.");
        }
    }
}
