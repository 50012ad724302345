package de.handschlag.verifier.note;

import java.util.Base64;

/** Base64 with padding in its one form: a lenient reader would take a signature with changed characters for the same. */
public final class CanonicalBase64 {

    private CanonicalBase64() {}

    /** @throws IllegalArgumentException if it is not the text that these bytes have */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("base64 in another than its one form");
        }
        return bytes;
    }
}
