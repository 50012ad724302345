package de.handschlag.consent.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.consent.notice.WantedLanguages.Shown;

@DisplayName("R31 Languages as browsers and systems name them")
class LanguageTagTest {

    @ParameterizedTest
    @CsvSource({"en,en", "EN,en", "en-US,en", "en_US,en", "EN_us,en", "en_US.UTF-8,en", "en-Latn-GB,en", "eng,en",
            "de_DE.UTF-8@euro,de", "de-AT,de", "ger,de", "deu_DE,de", "de-DE-1996,de-1996|de", "de-simple,de-simple",
            "de_DE_SIMPLE,de-simple", "en-US-simple,en-simple", "de-1996-simple,de-simple", "fa,fa", "fa-IR,fa",
            "pes,fa", "fa-AF,prs|fa", "fa_AF,prs|fa", "prs,prs|fa", "prs-AF,prs|fa", "ku,ku", "ku-TR,ku", "kmr,ku",
            "kmr-IQ,ku", "ku-Latn-IQ,ku", "ku-Arab,ckb", "ku-IQ,ckb", "ku_IR,ckb", "ku_IQ_#Arab,ckb", "ku__#Arab,ckb",
            "ckb,ckb", "ckb-IQ,ckb", "ar-SY,ar", "arb,ar", "apc,ar", "ps-AF,ps", "pbu,ps", "ti_ER,ti", "tir,ti",
            "som,so", "uk_UA,uk", "tlh,tlh", "C,''", "C.UTF-8,''", "POSIX,''"})
    void tagMeansALanguage(String tag, String candidates) {
        assertThat(LanguageTag.of(tag).orElseThrow().candidates()).containsExactly(candidates.split("\\|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "e", "en US", "en--US", "-en", "en-", "en,de", "en;q=1", "en/US", "1", "en-US-",
            "englischsprachig", "*", "de DE", "en_US.UTF-8.x", "\u0435n", "en\u2010US", "en_#", "'", "x"})
    void whatIsNoTagIsNone(String text) {
        assertThat(LanguageTag.of(text)).isEmpty();
        assertThat(WantedLanguages.ofTag(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"en-US,en;q=0.9,de;q=0.8|EN|", "de;q=0.8, en_GB ;q=0.9|EN|",
            "fa-AF;q=1.0,tlh|FA|", "tlh, *;q=0.1|DE|", "en;q=0, de|DE|", "de-simple|DE_SIMPLE|",
            "en-simple|EN|en-simple", "tlh, en-simple;q=0.5|DE|tlh", "de-simple, en;q=0.5|DE_SIMPLE|", ",, en ,|EN|",
            "en;Q=0.5|EN|", "en;q=0|DE|"})
    void acceptLanguageIsHeededInItsOrder(String header, NoticeLanguage language, String missing) {
        assertThat(WantedLanguages.ofAcceptLanguage(List.of(header)).orElseThrow().shown(_ -> true))
                .isEqualTo(new Shown(language, missing));
    }

    @Test
    void acceptLanguageMayStandTwiceOrNotAtAll() {
        assertThat(WantedLanguages.ofAcceptLanguage(List.of("tlh;q=0.5", "en;q=0.3")).orElseThrow().shown(_ -> true))
                .isEqualTo(new Shown(NoticeLanguage.EN, null));
        assertThat(WantedLanguages.ofAcceptLanguage(List.of()).orElseThrow().shown(_ -> true))
                .isEqualTo(new Shown(NoticeLanguage.DE, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en;q=2", "en;q=abc", "en;level=1", "e n", "en;", "en;q=0.5;q=0.6", "\u0000", "1234567890"})
    void acceptLanguageThatIsNoneIsRefused(String header) {
        assertThat(WantedLanguages.ofAcceptLanguage(List.of(header))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ti, en;q=0.5|EN|", "ti|DE|ti", "de-simple, ti;q=0.5|DE|de-simple"})
    @DisplayName("R31 R32 a language without a notice that may be shown is passed over, and that is said if none is left")
    void languageWithoutANoticeIsPassedOver(String header, NoticeLanguage language, String missing) {
        List<NoticeLanguage> published = List.of(NoticeLanguage.DE, NoticeLanguage.EN);

        assertThat(WantedLanguages.ofAcceptLanguage(List.of(header)).orElseThrow().shown(published::contains))
                .isEqualTo(new Shown(language, missing));
    }

    @Test
    void everyNoticeIsFoundUnderItsOwnTag() {
        assertThat(Arrays.stream(NoticeLanguage.values()))
                .allSatisfy(language -> assertThat(NoticeLanguage.of(LanguageTag.of(language.tag()).orElseThrow()))
                        .contains(language));
    }
}
