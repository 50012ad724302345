package de.handschlag.verifier.payload;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** A JSON object that was read strictly: no member twice, bounded depth, nothing after it. */
public final class JsonObject {

    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build()).build();

    private final Map<String, @Nullable Object> members;

    private JsonObject(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** @throws MalformedException if these bytes are anything but one JSON object */
    public static JsonObject parse(byte[] bytes, int offset, int length) throws MalformedException {
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("no JSON object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedException("something follows the JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new MalformedException("no valid JSON");
        }
    }

    static JsonFactory factory() {
        return JSON;
    }

    static JsonObject object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> members = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new JsonObject(members);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(parser));
                }
                yield values;
            }
            case VALUE_STRING -> parser.getText();
            // As text: a number with a million digits is only looked at where a whole number is expected.
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected end");
        };
    }

    private record JsonNumber(String text) {}

    public Set<String> names() {
        return members.keySet();
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    public String text(String name) throws MalformedException {
        return required(name, String.class, "text");
    }

    /** Null if it is absent. */
    public @Nullable String optionalText(String name) throws MalformedException {
        return has(name) ? text(name) : null;
    }

    public JsonObject object(String name) throws MalformedException {
        return required(name, JsonObject.class, "object");
    }

    /** False if it is absent. */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /** A whole number from 0 up. */
    public long number(String name) throws MalformedException {
        return numberOf(name, required(name, JsonNumber.class, "number"));
    }

    /** Whole numbers from 0 up. */
    public List<Long> numbers(String name) throws MalformedException {
        List<Long> numbers = new ArrayList<>();
        for (Object value : required(name, List.class, "list")) {
            numbers.add(numberOf(name, value));
        }
        return numbers;
    }

    private static long numberOf(String name, Object value) throws MalformedException {
        if (!(value instanceof JsonNumber number) || !number.text().matches("0|[1-9][0-9]{0,17}")) {
            throw new MalformedException(name + " is no whole number");
        }
        return Long.parseLong(number.text());
    }

    /** In the years 1 to 9999: beyond them nothing happens, and calculating ends. */
    public Instant time(String name) throws MalformedException {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text(name));
            if (time.getYear() < 1 || time.getYear() > 9999) {
                throw new MalformedException(name + " is no time of ours");
            }
            return time.toInstant();
        } catch (DateTimeException e) {
            throw new MalformedException(name + " is no time");
        }
    }

    public UUID uuid(String name) throws MalformedException {
        return uuidOf(name, text(name));
    }

    public List<String> texts(String name) throws MalformedException {
        List<?> values = required(name, List.class, "list");
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!(value instanceof String text)) {
                throw new MalformedException(name + " is no list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    public List<UUID> uuids(String name) throws MalformedException {
        List<UUID> ids = new ArrayList<>();
        for (String text : texts(name)) {
            ids.add(uuidOf(name, text));
        }
        return ids;
    }

    public List<JsonObject> objects(String name) throws MalformedException {
        List<JsonObject> objects = new ArrayList<>();
        for (Object value : required(name, List.class, "list")) {
            if (!(value instanceof JsonObject object)) {
                throw new MalformedException(name + " is no list of objects");
            }
            objects.add(object);
        }
        return objects;
    }

    private static UUID uuidOf(String name, String text) throws MalformedException {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Falls through.
        }
        throw new MalformedException(name + " is no UUID");
    }

    private <T> T required(String name, Class<T> type, String expected) throws MalformedException {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new MalformedException(name + " is missing or no " + expected);
        }
        return type.cast(value);
    }
}
