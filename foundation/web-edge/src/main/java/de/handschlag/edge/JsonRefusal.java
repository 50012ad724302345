package de.handschlag.edge;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.problem.ProblemType;
import de.handschlag.text.RefusedTextException;

/** Says where a document does not have the expected form, and what is expected there; never what stood there (R16). */
final class JsonRefusal {

    /** A name that may be repeated to the caller; others might be a value in the wrong place. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
    private static final String NONE = "(a name that is none)";

    private JsonRefusal() {}

    /** @throws IllegalStateException if it is the service's own fault */
    static HttpProblem of(JsonProcessingException exception, JsonParser parser) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpProblem problem) {
                return problem;
            }
            if (cause instanceof RefusedTextException refused) {
                return InvalidRequest.body(where(exception), requireNonNull(refused.getMessage()));
            }
            if (cause instanceof StreamConstraintsException absurd) {
                return absurd(absurd, parser.getParsingContext());
            }
            if (cause instanceof StreamReadException broken) {
                return malformed(where(parser.getParsingContext()), broken(broken));
            }
        }
        String member = where(exception);
        return switch (exception) {
            case InvalidDefinitionException own ->
                throw new IllegalStateException("this type is not read from JSON", own);
            case InvalidFormatException format when format.getTargetType() != null && format.getTargetType().isEnum()
                    && format.getValue() instanceof String ->
                InvalidRequest
                        .body(member,
                                "one of "
                                        + Arrays.stream(format.getTargetType().getEnumConstants())
                                                .map(JsonRefusal::written).collect(Collectors.joining(", "))
                                        + " is expected");
            case ValueInstantiationException refused -> InvalidRequest.body(member, "is not allowed here");
            case UnrecognizedPropertyException unknown -> malformed(member,
                    "there is no such member; there "
                            + (unknown.getKnownPropertyIds() == null || unknown.getKnownPropertyIds().isEmpty()
                                    ? "are none"
                                    : "are " + unknown.getKnownPropertyIds().stream().map(Object::toString).sorted()
                                            .collect(Collectors.joining(", "))));
            case InvalidNullException isNull -> malformed(member, "null is no value of it");
            case FormException form -> malformed(member, form.form().expected());
            case MismatchedInputException mismatch -> malformed(member, expected(mismatch));
            default -> malformed(member, "the JSON does not have the form that is expected");
        };
    }

    private static HttpProblem absurd(StreamConstraintsException exception, JsonStreamContext context) {
        if (!exception.getOriginalMessage().startsWith("Name")) {
            return malformed(where(context), "nested too deeply, or a number is too long");
        }
        StringBuilder path = new StringBuilder();
        append(path, context.getParent());
        append(path, NONE, -1);
        return malformed(path.toString(), "a name is too long");
    }

    private static HttpProblem malformed(String member, String sentence) {
        String detail = member.isEmpty() ? capitalised(sentence) : member + ": " + sentence;
        HttpProblem.Builder problem = ProblemType.MALFORMED_REQUEST.builder(detail + ".");
        return (member.isEmpty() ? problem : problem.with("field", member)).build();
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String broken(StreamReadException exception) {
        String message = exception.getOriginalMessage();
        if (message.startsWith("Duplicate")) {
            return "stands twice";
        }
        if (message.startsWith("Numeric value")) {
            return "the number is out of range";
        }
        return "this is no JSON";
    }

    private static String expected(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (mismatch.getOriginalMessage().startsWith("Trailing token")) {
            return "something stands behind the document";
        }
        if (type == null) {
            return "the JSON does not have the form that is expected";
        }
        if (type == String.class) {
            return "a JSON text is expected";
        }
        if (type.isEnum()) {
            return "a JSON text is expected";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a JSON number without a fraction is expected";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false is expected";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a JSON array is expected";
        }
        return "a JSON object is expected";
    }

    private static String written(Object constant) {
        return StrictJson.MAPPER.convertValue(constant, String.class);
    }

    private static String where(JsonProcessingException exception) {
        StringBuilder path = new StringBuilder();
        if (exception instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                append(path, step.getFieldName(), step.getIndex());
            }
        }
        return path.toString();
    }

    private static String where(JsonStreamContext context) {
        StringBuilder path = new StringBuilder();
        append(path, context);
        return path.toString();
    }

    private static void append(StringBuilder path, @Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(path, context.getParent());
        if (context.inArray()) {
            append(path, null, context.hasCurrentIndex() ? context.getCurrentIndex() : 0);
        } else if (context.hasCurrentName()) {
            append(path, context.getCurrentName(), -1);
        }
    }

    private static void append(StringBuilder path, @Nullable String name, int index) {
        if (name == null) {
            path.append('[').append(Math.max(0, index)).append(']');
        } else {
            path.append(path.isEmpty() ? "" : ".").append(NAME.matcher(name).matches() ? name : NONE);
        }
    }
}
