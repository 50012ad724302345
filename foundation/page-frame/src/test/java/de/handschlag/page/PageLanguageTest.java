package de.handschlag.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageLanguageTest {

    @Test
    @DisplayName("R31 There are fifteen, four of them from right to left")
    void fifteen() {
        assertThat(PageLanguage.values()).extracting(PageLanguage::tag).containsExactly("de", "de-simple", "en", "ar",
                "fa", "uk", "ru", "tr", "fr", "ku", "ckb", "ti", "so", "ps", "es");
        assertThat(Arrays.stream(PageLanguage.values()).filter(PageLanguage::isRightToLeft))
                .extracting(PageLanguage::tag).containsExactly("ar", "fa", "ckb", "ps");
    }

    @ParameterizedTest
    @CsvSource({"de, de", "de-AT, de", "DE-Simple, de-simple", "de_simple, de-simple", "de-DE-simple, de-simple",
            "en-US, en", "prs, fa", "fa-AF, fa", "pes, fa", "kmr, ku", "kmr-IQ, ku", "ku, ku", "ku-TR, ku",
            "ku-IQ, ckb", "ku-Arab, ckb", "ku-Latn-IQ, ku", "ckb-IQ, ckb", "arz, ar", "pbt, ps", "ti-ER, ti",
            "tir, ti"})
    @DisplayName("A language is known by its other names, too")
    void otherNames(String tag, String meant) {
        assertThat(PageLanguage.of(tag)).map(PageLanguage::tag).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xx", "zh-Hant", "*", "../../etc", "de-simple; path=/", "ä"})
    @DisplayName("What names none of them is none")
    void unknown(String tag) {
        assertThat(PageLanguage.of(tag).filter(language -> language != PageLanguage.GERMAN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'ti, en;q=0.5' | ti", "'zh, uk;q=0.8, en;q=0.9' | en", "'ar;q=0, fr' | fr",
            "'' | de", "'*' | de", "'not a header ;;;q=x' | de", "'zh' | de"})
    @DisplayName("The reader's own order counts; who understands none gets the first")
    void best(String header, String chosen) {
        assertThat(PageLanguage.bestOf(List.of(PageLanguage.values()), header).tag()).isEqualTo(chosen);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Dates are in the language's own words, and in European digits")
    void dates(PageLanguage language) {
        String day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale())
                .format(LocalDate.of(2026, 11, 28));

        assertThat(day).contains("28").contains("2026");
        if (language != PageLanguage.ENGLISH) {
            assertThat(day).doesNotContain("Nov 28").doesNotContain("November 28");
        }
    }
}
