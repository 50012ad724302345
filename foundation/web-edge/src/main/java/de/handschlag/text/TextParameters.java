package de.handschlag.text;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.UnaryOperator;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Gives operations the texts of parameters and headers in their normal form; those that have none were refused before. What was
 * typed into a form loses what nobody sees in it. A part of the path is left as it is: it names a thing, and a name with blanks
 * around it is another one.
 */
@Provider
class TextParameters implements ParamConverterProvider {

    private static final ParamConverter<String> LINE = converter(TextRule::line);
    private static final ParamConverter<String> TYPED_LINE = converter(text -> TextRule.typed(text, false));
    private static final ParamConverter<String> TYPED_LINES = converter(text -> TextRule.typed(text, true));

    /** A field of a form that was left empty stays so: the operations of the API refuse an empty parameter before. */
    private static ParamConverter<String> converter(UnaryOperator<String> rule) {
        return new ParamConverter<>() {
            @Override
            public @Nullable String fromString(@Nullable String text) {
                return text == null || text.isBlank() ? text : rule.apply(text);
            }

            @Override
            public String toString(String text) {
                return text;
            }
        };
    }

    @Override
    @SuppressWarnings("unchecked") // T is String.
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType,
            Annotation @Nullable [] annotations) {
        if (type != String.class || annotations == null
                || Arrays.stream(annotations).noneMatch(TextParameters::isText)) {
            return null;
        }
        return (ParamConverter<T>) converterOf(annotations);
    }

    private static ParamConverter<String> converterOf(Annotation[] annotations) {
        if (Arrays.stream(annotations).noneMatch(TextParameters::isTyped)) {
            return LINE;
        }
        return Arrays.stream(annotations).anyMatch(SeveralLines.class::isInstance) ? TYPED_LINES : TYPED_LINE;
    }

    private static boolean isTyped(Annotation annotation) {
        return annotation instanceof FormParam || annotation instanceof RestForm;
    }

    private static boolean isText(Annotation annotation) {
        return switch (annotation) {
            case QueryParam query -> true;
            case RestQuery query -> true;
            case HeaderParam header -> true;
            case RestHeader header -> true;
            case FormParam form -> true;
            case RestForm form -> true;
            default -> false;
        };
    }
}
