package de.handschlag.consent.onetimecode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A code is read as it was meant, whatever keyboard it was typed on")
class CodeAlphabetTest {

    private static final String CODE = "7KQ4XM2P9TFB";

    @ParameterizedTest
    @ValueSource(strings = {"7KQ4-XM2P-9TFB", "7kq4-xm2p-9tfb", " 7KQ4 XM2P 9TFB\t", "7KQ4\nXM2P\r\n9TFB",
            // Arabic, Persian, Devanagari and full-width digits
            "\u0667KQ\u0664-XM\u0662P-\u0669TFB", "\u06f7KQ\u06f4-XM\u06f2P-\u06f9TFB",
            "\u096dKQ\u096a-XM\u0968P-\u096fTFB",
            "\uff17\uff2b\uff31\uff14\uff0d\uff38\uff2d\uff12\uff30\uff0d\uff19\uff34\uff26\uff22",
            // Marks for the direction of writing, isolates, joiners, a byte-order mark, a soft hyphen
            "\u200e7KQ4-XM2P-9TFB\u200e", "\u20677KQ4-XM2P-9TFB\u2069", "\u202b7KQ4\u200f-XM2P\u200d-9TFB\u202c",
            "\ufeff7KQ4-XM2P-9TFB", "7KQ4\u00adXM2P\u00ad9TFB", "\u061c7KQ4-XM2P-9TFB",
            // Blanks that are none for a computer
            "7KQ4\u00a0XM2P\u00a09TFB", "7KQ4\u202fXM2P\u30009TFB", "7KQ4\u2009XM2P\u20099TFB",
            // Dashes of all kinds
            "7KQ4\u2010XM2P\u20119TFB", "7KQ4\u2013XM2P\u20149TFB", "7KQ4\u2212XM2P\u20159TFB",
            "7KQ4\u05beXM2P\u06d49TFB", "7KQ4\u2e3aXM2P\ufe589TFB", "7KQ4\u0640XM2P\u30fc9TFB", "7KQ4_XM2P.9TFB",
            "\"7KQ4/XM2P/9TFB\",",
            // Cyrillic and Greek letters that look the same
            "7\u041aQ4-\u0425\u041c2\u0420-9\u0422F\u0412", "7\u039aQ4-\u03a7\u039c2\u03a1-9\u03a4F\u0392"})
    void wayOfTyping(String typed) {
        assertThat(CodeAlphabet.normalised(typed)).isEqualTo(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7KQ4-XM2P-9TF8", "7KQ4-XM2P-9TF", "7KQ4-XM2P-9TFBB", "7KQ4-XM2P-9TF\u0000B",
            "7KQ4-XM2P-9TF\u20acB", "7KQ4-XM2P-9TF\ud83dB", ""})
    void anotherCode(String typed) {
        assertThat(CodeAlphabet.normalised(typed)).isNotEqualTo(CODE);
    }

    @Test
    void newCodesAreReadAsTheyAre() {
        for (int i = 0; i < 1_000; i++) {
            String code = CodeAlphabet.newCode();
            assertThat(CodeAlphabet.normalised(code)).isEqualTo(code.replace("-", "")).hasSize(CodeAlphabet.LENGTH);
        }
    }
}
