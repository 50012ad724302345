package de.handschlag.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.erdtman.jcs.JsonCanonicalizer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON in the one form that everybody who knows its content writes, too (RFC 8785). */
public final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * The canonical form; the very array if it has it already.
     *
     * @param json one value in UTF-8
     * @throws IllegalArgumentException if it is no JSON, or a text in it is not Unicode
     */
    public static byte[] of(byte[] json) {
        return CanonicalForm.is(json) ? json : utf8(of(new String(json, StandardCharsets.UTF_8)));
    }

    /**
     * The canonical form.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static String of(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new IllegalArgumentException("no canonical form", e);
        }
    }

    /** A text as a canonical JSON string, with its quotation marks. */
    static byte[] string(String text) {
        byte[] bytes = utf8(text);
        if (CanonicalForm.isPlain(bytes)) {
            return utf8("\"" + text + "\"");
        }
        String quoted = "[\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"]";
        String canonical = of(quoted);
        return utf8(canonical.substring(1, canonical.length() - 1));
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text that is not Unicode", e);
        }
    }
}
