package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the library, which brings any JSON into the form of RFC 8785. */
class CanonicalFormTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "0", "-7", "123456789012345", "\"\"", "\"a\\\\\\\"\\n\"",
            "{\"a\":1,\"aa\":[1,\"x\",{\"b\":null}],\"b\":{\"A\":true,\"a\":false}}"})
    void recognisesTheForm(String json) {
        assertThat(CanonicalForm.is(bytes(json))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " {}", "{} ", "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "{\"a\" :1}", "{\"a\":1,}",
            "{,}", "[1,]", "[1 ]", "01", "-0", "1.0", "1e3", "1234567890123456", "-", "\"\\u0041\"", "\"\\/\"",
            "\"\t\"", "\"\u00e4\"", "\"a", "{\"a\":}", "{\"a\"}", "nul", "tru", "{\"a\":1", "[", "\"\\",
            "{\"aa\":1,\"a\":2}", "{\"\\n\":1,\"a\":2}", "{\"a\":1}{\"a\":1}", "truetrue", "{1:2}"})
    void refusesWhatIsNotOrMightNotBeInTheForm(String json) {
        assertThat(CanonicalForm.is(bytes(json))).isFalse();
    }

    static Stream<String> mutations() {
        Random random = new Random(8785);
        String alphabet = "{}[]\",:\\/ntub019-+.eE aAbB \n\u00e4\u0000";
        String json = "{\"a\":[1,2,\"x\\n\\\"\"],\"aa\":{\"b\":null,\"c\":true},\"b\":-12,\"c\":\"\\\\\"}";
        return Stream.generate(() -> {
            StringBuilder changed = new StringBuilder(json);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(changed.length());
                char character = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> changed.setCharAt(at, character);
                    case 1 -> changed.insert(at, character);
                    default -> changed.deleteCharAt(at);
                }
            }
            return changed.toString();
        }).limit(20_000);
    }

    @Test
    @DisplayName("Of 20,000 mutations, none is taken for canonical that the library would write otherwise")
    void neverWrong() {
        long recognised = mutations().filter(json -> CanonicalForm.is(bytes(json))).peek(json -> {
            try {
                assertThat(new JsonCanonicalizer(json).getEncodedString()).isEqualTo(json);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + json, e);
            }
        }).count();

        assertThat(recognised).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("plainTexts")
    void plainTextNeedsNoEscape(String text, boolean plain) {
        assertThat(CanonicalForm.isPlain(bytes(text))).isEqualTo(plain);
    }

    static Stream<Arguments> plainTexts() {
        return Stream.of(Arguments.of("/registry-service", true), Arguments.of("a\"b", false),
                Arguments.of("a\\b", false), Arguments.of("a\nb", false), Arguments.of("\u00e4", false));
    }
}
