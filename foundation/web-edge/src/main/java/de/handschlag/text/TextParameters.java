package de.handschlag.text;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import org.jspecify.annotations.Nullable;

/** Gives operations the texts of addresses and headers in their normal form; those that have none were refused before. */
@Provider
class TextParameters implements ParamConverterProvider {

    private static final ParamConverter<String> CONVERTER = new ParamConverter<>() {
        @Override
        public @Nullable String fromString(@Nullable String text) {
            return text == null ? null : TextRule.line(text);
        }

        @Override
        public String toString(String text) {
            return text;
        }
    };

    @Override
    @SuppressWarnings("unchecked") // T is String.
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType,
            Annotation @Nullable [] annotations) {
        return type == String.class ? (ParamConverter<T>) CONVERTER : null;
    }
}
