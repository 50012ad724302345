package de.handschlag.verifier.payload;

import java.io.IOException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import de.handschlag.verifier.note.CanonicalBase64;

/**
 * One line of payloads.ndjson: {@code {"index","salt","payload"}} or {@code {"index","erased":true}}.
 *
 * @param salt    32 bytes; null if the payload was erased
 * @param bytes   the payload as the line has it
 * @param payload the same, parsed; null if it was erased
 */
public record PayloadLine(long index, byte @Nullable [] salt, byte @Nullable [] bytes, @Nullable JsonObject payload) {

    /** @throws MalformedException if the line is anything else */
    static PayloadLine parse(byte[] line, int length) throws MalformedException {
        long index = -1;
        byte[] salt = null;
        byte[] bytes = null;
        JsonObject payload = null;
        boolean erased = false;
        try (JsonParser parser = JsonObject.factory().createParser(line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("no JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                    index = parser.getLongValue();
                } else if (name.equals("salt") && value == JsonToken.VALUE_STRING) {
                    salt = CanonicalBase64.decode(parser.getText());
                } else if (name.equals("erased") && value == JsonToken.VALUE_TRUE) {
                    erased = true;
                } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    payload = JsonObject.object(parser);
                    bytes = Arrays.copyOfRange(line, from, (int) parser.currentLocation().getByteOffset());
                } else {
                    throw new MalformedException("a member that does not belong there: index with salt and payload,"
                            + " or index with erased:true is expected");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedException("something follows the JSON object");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException("no valid JSON, or a salt that is no base64");
        }
        boolean whole = !erased && payload != null && salt != null && salt.length == 32;
        boolean empty = erased && payload == null && salt == null;
        if (index < 0 || !(whole || empty)) {
            throw new MalformedException(
                    "index with a salt of 32 bytes and payload, or index with erased:true is expected");
        }
        return new PayloadLine(index, salt, bytes, payload);
    }

    public boolean erased() {
        return payload == null;
    }
}
