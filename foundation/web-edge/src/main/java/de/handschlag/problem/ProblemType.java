package de.handschlag.problem;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;

/**
 * A kind of problem. Services declare their own kinds as constants; those here are HTTP's and mean the same everywhere. What a page
 * shows instead, and where the other sentences of an answer stand: CONTRIBUTING.md, "Errors".
 *
 * @param slug     last part of the {@code type}; never changes once published
 * @param status   HTTP status code
 * @param title    English title, the same for every occurrence
 * @param titleDe  German title
 * @param nextStep what the caller can do next, in English
 */
public record ProblemType(String slug, int status, String title, String titleDe, String nextStep) {

    public static final ProblemType MALFORMED_REQUEST = new ProblemType("malformed-request", 400,
            "The request cannot be read", "Die Anfrage ist nicht lesbar",
            "Compare the request with the OpenAPI document at /q/openapi.");
    public static final ProblemType UNAUTHENTICATED = new ProblemType("unauthenticated", 401,
            "A valid access token is missing", "Ein gültiges Zugriffstoken fehlt",
            "Get an access token from the identity provider for this service's audience and send it as Bearer token.");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403,
            "The access token does not permit this", "Das Zugriffstoken erlaubt das nicht",
            "Use a login or client with the role that the OpenAPI document names.");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "There is nothing here",
            "Hier ist nichts", "Check the address; what belongs to others is not found either.");
    public static final ProblemType METHOD_NOT_ALLOWED = new ProblemType("method-not-allowed", 405,
            "The method is not allowed here", "Die Methode ist hier nicht erlaubt",
            "Compare the method with the OpenAPI document at /q/openapi.");
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType("not-acceptable", 406, "No such representation",
            "Keine solche Darstellung", "Accept application/json.");
    public static final ProblemType CONFLICT = new ProblemType("conflict", 409, "The state does not allow this",
            "Der Zustand lässt das nicht zu", "Read the current state and decide again.");
    public static final ProblemType TOO_LARGE = new ProblemType("too-large", 413, "The request is too large",
            "Die Anfrage ist zu groß", "Send less at once.");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType("unsupported-media-type", 415,
            "The media type is not supported", "Der Medientyp wird nicht unterstützt", "Send application/json.");
    /** Thrown only with its violations; see {@link #invalid}. */
    static final ProblemType INVALID_REQUEST = new ProblemType("invalid-request", 422,
            "The request is understood but not valid", "Die Anfrage ist verständlich, aber nicht gültig",
            "Correct what the detail or the violations name.");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType("too-many-requests", 429, "Too many attempts",
            "Zu viele Versuche", "Wait as long as Retry-After says.");
    public static final ProblemType INTERNAL_ERROR = new ProblemType("internal-error", 500, "The service failed",
            "Der Dienst hat versagt", "Try again later; if it stays, tell the operator the time and the address.");
    public static final ProblemType UNAVAILABLE = new ProblemType("unavailable", 503, "The service cannot answer now",
            "Der Dienst kann jetzt nicht antworten", "Wait as long as Retry-After says and try again.");

    private static final List<ProblemType> OF_HTTP = List.of(MALFORMED_REQUEST, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND,
            METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, CONFLICT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST,
            TOO_MANY_REQUESTS, INTERNAL_ERROR, UNAVAILABLE);

    /** The {@code type}: stable, an identifier rather than an address. */
    public URI uri() {
        return URI.create("urn:handschlag:problem:" + slug);
    }

    /** An occurrence, to be thrown. The detail says what is wrong this time; never personal data. */
    public HttpProblem because(String detail) {
        return builder(detail).build();
    }

    /**
     * A request that can be read and is not valid. {@code de.handschlag.edge.InvalidRequest} makes them.
     *
     * @param violations each place that is not valid; at least one
     */
    public static HttpProblem invalid(String detail, List<Violation> violations) {
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("who is to correct a request has to know where");
        }
        return INVALID_REQUEST.builder(detail).with("violations", violations).build();
    }

    /**
     * An occurrence to which headers or members are to be added.
     *
     * @param detail null where the title says all
     */
    public HttpProblem.Builder builder(@Nullable String detail) {
        return HttpProblem.builder().withType(uri()).withTitle(title).withStatus(status).withDetail(detail)
                .with("titleDe", titleDe).with("nextStep", nextStep);
    }

    /** An occurrence that is over by itself. */
    public HttpProblem retryAfter(long seconds, String detail) {
        return builder(detail).withHeader("Retry-After", seconds).build();
    }

    /** The kind that HTTP itself gives to a status code. */
    static Optional<ProblemType> ofStatus(int status) {
        return OF_HTTP.stream().filter(type -> type.status == status).findFirst();
    }
}
