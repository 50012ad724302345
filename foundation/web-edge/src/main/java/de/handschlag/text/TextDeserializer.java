package de.handschlag.text;

import java.io.IOException;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Reads the texts of a request's document by the {@link TextRule}; numbers and booleans are none. For requests only: what a
 * service stored itself, or another one answers, is read as it is.
 */
public final class TextDeserializer extends StdScalarDeserializer<String> implements ContextualDeserializer {

    private static final long serialVersionUID = 1L;
    private static final TextDeserializer LINES = new TextDeserializer(TextRule::lines);
    private static final TextDeserializer AS_TYPED = new TextDeserializer(UnaryOperator.identity());

    private final transient UnaryOperator<String> rule;

    public TextDeserializer() {
        this(TextRule::line);
    }

    private TextDeserializer(UnaryOperator<String> rule) {
        super(String.class);
        this.rule = rule;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty member) {
        if (member != null && member.getAnnotation(AsTyped.class) != null) {
            return AS_TYPED;
        }
        return member != null && member.getAnnotation(SeveralLines.class) != null ? LINES : this;
    }

    /** @throws RefusedTextException if the rule refuses it */
    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return json.hasToken(JsonToken.VALUE_STRING)
                ? rule.apply(json.getText())
                : (String) context.handleUnexpectedToken(String.class, json);
    }
}
