package de.handschlag.verifier.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The two forms of an entry")
class EntryFormsTest {

    private static final String FOUR = "{\"class\":\"access\",\"commit\":\""
            + Base64.getEncoder().encodeToString(new byte[32])
            + "\",\"id\":\"0192f0c1-0000-7000-8000-000000000001\",\"month\":\"2026-11\"";
    private static final String NEW = FOUR + "}";
    private static final String FORMER = FOUR + ",\"type\":\"de.handschlag.data.disclosed.v1\"}";

    private static EntryForm.Entry parse(String entry) throws MalformedException {
        byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
        return new EntryForm().parse(bytes, bytes.length);
    }

    @Test
    void bothAreRead() throws MalformedException {
        assertThat(parse(NEW).type()).isNull();
        assertThat(parse(NEW).month()).isEqualTo("2026-11");
        assertThat(parse(FORMER).type()).isEqualTo("de.handschlag.data.disclosed.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}x", ",\"type\":\"\"}", ",\"type\":\"a\"", "", ",}", ",\"kind\":\"a\"}",
            ",\"type\":\"a\",\"type\":\"a\"}"})
    void nothingElseIs(String end) {
        assertThatThrownBy(() -> parse(FOUR + end)).isInstanceOf(MalformedException.class);
    }

    @Test
    @DisplayName("A log changes from the former to the new form once, in whichever order its entries are read")
    void changeIsOnce() throws MalformedException {
        EntryForms onwards = new EntryForms();
        assertThat(onwards.check(0, parse(FORMER))).isEmpty();
        assertThat(onwards.check(7, parse(NEW))).isEmpty();
        assertThat(onwards.check(8, parse(FORMER)))
                .hasValue("the entry names its type, and entry 7 before it does not");
        EntryForms backwards = new EntryForms();
        assertThat(backwards.check(9, parse(NEW))).isEmpty();
        assertThat(backwards.check(8, parse(FORMER))).isEmpty();
        assertThat(backwards.check(7, parse(NEW)))
                .hasValue("the entry does not name its type, and entry 8 behind it does");
    }
}
