package de.handschlag.consent.notice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON in the one form that everybody who knows its content writes, too (RFC 8785). Members that are null are left out. */
final class CanonicalJson {

    private static final JsonInclude.Value NON_NULL = JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
            JsonInclude.Include.NON_NULL);
    /** An own one: what the service's answers look like must not change a hash. */
    private static final ObjectMapper MAPPER = JsonMapper.builder().defaultPropertyInclusion(NON_NULL).build();

    private CanonicalJson() {}

    static String of(Object value) {
        try {
            return de.handschlag.event.CanonicalJson.of(MAPPER.writeValueAsString(value));
        } catch (IOException e) {
            throw new IllegalStateException("no JSON of " + value.getClass(), e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new IllegalStateException("what was kept is no " + type.getSimpleName(), e);
        }
    }

    /** Lower-case hexadecimal, of the text in UTF-8. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
