package de.handschlag.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

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
    /** A value of nothing, which the framework would leave out. */
    private static final Pattern NAMELESS = Pattern.compile("(^|&)=");
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
        HttpServerRequest request = current.getCurrent().request();
        requireEncoding(request);
        if (resource.getResourceMethod().getReturnType() != void.class) {
            Representation.choose(headers.getRequestHeader(HttpHeaders.ACCEPT));
        }
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(address.getQueryParameters().keySet());
        if (NAMELESS.matcher(Objects.requireNonNullElse(request.query(), "")).find()) {
            names.add("");
        }
        for (String name : names) {
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

    /** What is encoded otherwise would be read with characters replaced. */
    private static void requireEncoding(HttpServerRequest request) {
        Matcher encoded = ENCODED.matcher(request.uri());
        while (encoded.find()) {
            if (encoded.group(1) == null || !isUtf8(encoded.group(1))) {
                throw ProblemType.MALFORMED_REQUEST
                        .because("The address is not percent-encoded UTF-8 (RFC 3986, section 2.5).");
            }
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
