package de.handschlag.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.Locale;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rule for texts that come in")
class TextRuleTest {

    private static void isRefused(String text, String because) {
        assertThatThrownBy(() -> TextRule.line(text)).isInstanceOf(RefusedTextException.class).hasMessage(because);
        assertThatThrownBy(() -> TextRule.lines(text)).isInstanceOf(RefusedTextException.class).hasMessage(because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nguyễn-Müller", "Šárka Đorđević", "ﬁ", "Å", "각", "ḍ̇"})
    @DisplayName("A name in parts is composed (NFC), and the same")
    void composed(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);

        assertThat(TextRule.line(decomposed)).isEqualTo(composed).isEqualTo(TextRule.line(name));
        assertThat(TextRule.same(decomposed, composed)).isTrue();
        assertThat(TextRule.same(" " + decomposed + "\u00a0", composed)).isTrue();
        assertThat(TextRule.same(name, name + "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a b", "Ümit", "میراث\u200cفرهنگی", "क्\u200dष", "👩\u200d👩\u200d👧", "❤\ufe0f",
            "§ 84 SGB X", "-", "7", "\u0635\u062f", "አማርኛ", "نمی\u200cدانم", "ক্\u200dষ", "ම\u0dca\u200dර",
            "🧑🏽\u200d🌾", "مُ\u200cحمد", "a\u00a0b", "\ud835\udd38"})
    @DisplayName("What can be seen stays as it is")
    void unchanged(String text) {
        assertThat(TextRule.line(text)).isEqualTo(text);
        assertThat(TextRule.lines(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {" Amira", "Amira ", "\u00a0Amira\u202f", "\u3000Amira\u2003", "\u200bAmira\u2060",
            "\ufeffAmira", "\u202aAmira\u202c", "\u2068Amira\u2069", "\u200eAmira\u200f",
            "\u061c \u00a0Amira \u200b\u1680"})
    @DisplayName("Blanks at both ends go, Unicode's too, with what programs put unseen around a copied text")
    void trimmed(String text) {
        assertThat(TextRule.line(text)).isEqualTo("Amira");
        assertThat(TextRule.lines(text)).isEqualTo("Amira");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb", "a\u2028b", "a\u2029b"})
    @DisplayName("Line breaks are taken where several lines are meant, and nowhere else")
    void lineBreaks(String text) {
        assertThat(TextRule.lines(text)).isEqualTo(text);
        assertThatThrownBy(() -> TextRule.line(text)).isInstanceOf(RefusedTextException.class)
                .hasMessageStartingWith("one line is expected; it holds a line break (U+");
        assertThat(TextRule.lines("\r\n" + text + "\n\n")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"Mei\u00ader,Meier", "\u200eAm\u200bira\ufeff,Amira", "7KQ4\u200e-XM2P,7KQ4-XM2P", "a\u202eb,ab",
            "نمی\u200cدانم,نمی\u200cدانم", "a\u200cb,ab", "\u200b\u2060,''", "Zoe\u0308,Zoë"})
    @DisplayName("What nobody sees is taken out of what was typed into a form, and nothing else")
    void typed(String typed, String kept) {
        assertThat(TextRule.typed(typed, false)).isEqualTo(kept);
        assertThat(TextRule.typed(typed, true)).isEqualTo(kept);
    }

    @Test
    @DisplayName("A line that was pasted with breaks stays one line, several lines stay several")
    void typedLines() {
        assertThat(TextRule.typed("a\r\nb\tc\u0007", false)).isEqualTo("a b c");
        assertThat(TextRule.typed(" a\r\nb\tc\u0007\n", true)).isEqualTo("a\nb c");
        assertThatThrownBy(() -> TextRule.typed("a\ufffd", false)).isInstanceOf(RefusedTextException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\t", "\u000b", "\u001b[31m", "\u007f", "\u0085", "\u009f"})
    void controlCharactersAreRefusedWhereverTheyStand(String control) {
        String because = "it holds the control character U+%04X".formatted((int) control.charAt(0));
        isRefused("a" + control + "b", because);
        isRefused(control + "ab", because);
        isRefused("ab" + control, because);
    }

    @ParameterizedTest
    @CsvSource({"d83d,''", "de00,''", "d83d,x", "dfff,\ud800"})
    void halfOfACharacterIsRefused(String half, String rest) {
        isRefused("Amira " + (char) Integer.parseInt(half, 16) + rest,
                "it holds half of a character (U+" + half.toUpperCase(Locale.ROOT) + " without its other half)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xfdd0, 0xfdef, 0xfffe, 0xffff, 0x1fffe, 0x10ffff})
    void noncharactersAreRefused(int point) {
        isRefused("a" + Character.toString(point), "it holds U+%04X, which is no character".formatted(point));
    }

    @Test
    void replacedCharacterIsRefused() {
        isRefused("M\ufffdller", "it holds the replacement character (U+FFFD): something was lost before it was sent");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202a, 0x202e, 0x2066, 0x2069, 0x200e, 0x200f, 0x061c, 0x206a, 0xfff9, 0xe0041, 0xfeff,
            0x00ad, 0x200b, 0x2060, 0x2064, 0x034f, 0x180b, 0x180e, 0x17b4, 0x3164, 0x115f, 0x1160, 0xffa0, 0xfe00,
            0xfe0f, 0xe0100, 0xe01ef, 0x1bca0, 0x1d173, 0x200c, 0x200d})
    @DisplayName("What changes unseen how the rest is read is refused within a text")
    void hiddenCharactersAreRefused(int point) {
        isRefused("a" + Character.toString(point) + "b",
                "it holds U+%04X, which nobody sees and which changes how the rest is read".formatted(point));
    }

    @ParameterizedTest
    @ValueSource(strings = {"M\u200c\u00fcller", "نمی\u200c\u200cدانم", "میراث\u200c", "م\u200ca", "a\u200d👧",
            "❤\ufe0f\ufe0f", "❤\ufe0e", "葛\udb40\udd00", "क\udb40\udd00", "👩\u200d"})
    @DisplayName("Joiners and selectors count only where they decide what is seen")
    void joinersThatJoinNothingAreRefused(String text) {
        assertThatThrownBy(() -> TextRule.line(text)).isInstanceOf(RefusedTextException.class)
                .hasMessageEndingWith(", which nobody sees and which changes how the rest is read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "          ", "\u00a0\u00a0", "\u3000", "\u200b", "\u200d\u200c", "\u3164",
            "\u115f\u1160", "\uffa0", "\u2800", "\ufeff", "\u00ad", "\u0301", "\ufe0f", "\u034f", "\u180e", "\ufffc",
            "\u17b4", "\udb40\udd00", "\ud834\udd59", "\u202e\u2069"})
    void textWithNothingToSeeIsRefused(String text) {
        isRefused(text, "there is nothing to see in it");
    }
}
