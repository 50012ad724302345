package de.handschlag.edge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import jakarta.annotation.Priority;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkus.runtime.configuration.MemorySize;

import de.handschlag.problem.ProblemType;

/**
 * Reads the document of a request, in place of the framework's reader: what is not exactly of the form that the operation
 * expects is refused, never bent until it fits. The mapper is its own, so that strictness towards clients does not reach what
 * the service stored or what other services answer.
 */
@Provider
@Priority(Priorities.USER - 1000)
@ConstrainedTo(RuntimeType.SERVER)
@Consumes(MediaType.APPLICATION_JSON)
class StrictJsonReader implements MessageBodyReader<Object> {

    private final int largestBody;

    StrictJsonReader(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize largestBody) {
        this.largestBody = Math.toIntExact(largestBody.asLongValue());
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public @Nullable Object readFrom(Class<Object> type, Type genericType, Annotation[] annotations,
            MediaType mediaType, MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(largestBody + 1);
        if (bytes.length > largestBody) {
            throw UnroutedRequests.tooLarge(largestBody);
        }
        if (bytes.length == 0) {
            if (Arrays.stream(annotations).anyMatch(NotNull.class::isInstance)) {
                throw ProblemType.MALFORMED_REQUEST.because("A JSON document is expected; the body is empty.");
            }
            return null;
        }
        String text = text(bytes);
        Object document = document(StrictJson.MAPPER, text, genericType, true);
        return document == null ? document(StrictJson.ABSENT_AS_NULL, text, genericType, false) : document;
    }

    /** @return null if a compulsory member is absent, and the mapper minds */
    private static @Nullable Object document(JsonMapper mapper, String text, Type type, boolean mindsWhatIsAbsent)
            throws IOException {
        ObjectReader reader = mapper.readerFor(mapper.constructType(type));
        try (JsonParser json = mapper.createParser(text)) {
            try {
                Object document = reader.readValue(json);
                if (document == null) {
                    throw ProblemType.MALFORMED_REQUEST.because("A JSON object is expected, not null.");
                }
                return document;
            } catch (InvalidNullException e) {
                if (mindsWhatIsAbsent && !json.hasToken(JsonToken.VALUE_NULL)) {
                    return null;
                }
                throw JsonRefusal.of(e, json);
            } catch (JsonProcessingException e) {
                throw JsonRefusal.of(e, json);
            }
        }
    }

    /** RFC 8259, section 8.1: UTF-8 and no byte order mark. */
    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ProblemType.MALFORMED_REQUEST.because("The body is not UTF-8.");
        }
        if (text.startsWith("\uFEFF")) {
            throw ProblemType.MALFORMED_REQUEST
                    .because("The body begins with a byte order mark, which JSON over a network must not.");
        }
        return text;
    }
}
