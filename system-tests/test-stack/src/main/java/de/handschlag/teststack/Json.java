package de.handschlag.teststack;

import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.response.Response;

/**
 * Members of answers. REST-assured's paths can do more and compile a program for each look at a member, which takes longer than the
 * request did; what tests ask thousands of times is read here.
 */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The answer's document. */
    public static JsonNode of(Response answer) {
        try {
            return MAPPER.readTree(answer.asString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(answer.statusCode() + " with what is no JSON", e);
        }
    }

    /**
     * A member's text, number or truth value, as text.
     *
     * @param path for instance {@code status} or {@code violations[0].field}
     * @return null if the member is not there or null
     */
    public static @Nullable String text(Response answer, String path) {
        JsonNode member = of(answer).at("/" + path.replace("]", "").replace('[', '/').replace('.', '/'));
        return member.isMissingNode() || member.isNull() ? null : member.asText();
    }
}
