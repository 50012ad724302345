package de.handschlag.edge;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Function;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;

import de.handschlag.text.TextDeserializer;

/** How documents of requests are read: no member twice, none that is unknown, nothing behind, and no type for another. */
final class StrictJson {

    /** No document of the interface is a third as deep. */
    private static final int DEEPEST = 20;
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_NAME = 200;

    /** Refuses null for a compulsory member, and for one that is absent. */
    static final JsonMapper MAPPER = builder().annotationIntrospector(new CompulsoryMembers()).build();

    /** Takes what is absent for null, so that the constraints name all that is missing at once. */
    static final JsonMapper ABSENT_AS_NULL = builder().build();

    private StrictJson() {}

    private static JsonMapper.Builder builder() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER).maxNameLength(LONGEST_NAME).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(coercions -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        coercions.setCoercion(shape, CoercionAction.Fail);
                    }
                }).withCoercionConfig(LogicalType.Textual, coercions -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        coercions.setCoercion(shape, CoercionAction.Fail);
                    }
                })
                // A null in a list stands for nothing that a client could mean.
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .addModule(new SimpleModule("forms")
                        .addDeserializer(UUID.class, written(UUID.class, Form.UUID_FORM, UUID::fromString))
                        .addDeserializer(LocalDate.class, written(LocalDate.class, Form.DAY_FORM, LocalDate::parse))
                        .addDeserializer(Instant.class,
                                written(Instant.class, Form.TIME_FORM, text -> OffsetDateTime.parse(text).toInstant()))
                        .addDeserializer(String.class, new TextDeserializer())
                        .setDeserializerModifier(new ConstantsAsTheyAre()));
    }

    private static <T> Written<T> written(Class<T> type, Form form, Function<String, T> parser) {
        return new Written<>(type, form, parser);
    }

    /** null is no value of a member that has to be there; one that may be left out may be null as well. */
    private static final class CompulsoryMembers extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonSetter.Value findSetterInfo(Annotated member) {
            JsonSetter.Value declared = super.findSetterInfo(member);
            return member.hasAnnotation(NotNull.class) || member.hasAnnotation(NotBlank.class)
                    || member.hasAnnotation(NotEmpty.class) || member.getRawType().isPrimitive()
                            ? declared.withValueNulls(Nulls.FAIL)
                            : declared;
        }
    }

    /** The library would trim a constant's name, control characters included. */
    private static final class ConstantsAsTheyAre extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(DeserializationConfig config, JavaType type,
                BeanDescription description, JsonDeserializer<?> deserializer) {
            return new DelegatingDeserializer(deserializer) {

                private static final long serialVersionUID = 1L;

                @Override
                protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> contextual) {
                    return (JsonDeserializer<?>) modifyEnumDeserializer(config, type, description, contextual);
                }

                @Override
                public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
                    if (json.hasToken(JsonToken.VALUE_STRING) && (!json.getText().equals(json.getText().strip())
                            || !json.getText().equals(json.getText().trim()))) {
                        return context.handleWeirdStringValue(type.getRawClass(), json.getText(), "blanks");
                    }
                    return super.deserialize(json, context);
                }
            };
        }
    }

    /** A value that is a JSON text of a form. */
    private static final class Written<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Form form;
        private final transient Function<String, T> parser;

        private Written(Class<T> type, Form form, Function<String, T> parser) {
            super(type);
            this.form = form;
            this.parser = parser;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw new FormException(json, form, handledType());
            }
            String text = json.getText();
            if (!form.fits().test(text)) {
                throw new FormException(json, form, handledType());
            }
            return parser.apply(text);
        }
    }
}
