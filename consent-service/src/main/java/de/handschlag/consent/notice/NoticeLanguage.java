package de.handschlag.consent.notice;

import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.page.PageLanguage;

/** A language in which notices can exist (R31): those of the pages, of which there is one list. */
public enum NoticeLanguage {

    DE(PageLanguage.GERMAN),
    DE_SIMPLE(PageLanguage.PLAIN_GERMAN),
    EN(PageLanguage.ENGLISH),
    AR(PageLanguage.ARABIC),
    FA(PageLanguage.PERSIAN),
    UK(PageLanguage.UKRAINIAN),
    RU(PageLanguage.RUSSIAN),
    TR(PageLanguage.TURKISH),
    FR(PageLanguage.FRENCH),
    KU(PageLanguage.KURMANJI),
    CKB(PageLanguage.SORANI),
    TI(PageLanguage.TIGRINYA),
    SO(PageLanguage.SOMALI),
    PS(PageLanguage.PASHTO),
    ES(PageLanguage.SPANISH);

    private final PageLanguage language;

    NoticeLanguage(PageLanguage language) {
        this.language = language;
    }

    /** BCP 47 tag. */
    @JsonValue
    public String tag() {
        return language.tag();
    }

    boolean isRightToLeft() {
        return language.isRightToLeft();
    }

    /** Whether its words are those on the office's door. */
    boolean isGerman() {
        return this == DE || this == DE_SIMPLE;
    }

    /** The language that a notice was kept or recorded in. */
    @JsonCreator
    public static NoticeLanguage ofTag(String tag) {
        return find(tag).orElseThrow(() -> new IllegalArgumentException("no notice exists in this language"));
    }

    /** The language that a reader means by this tag; empty if there is no notice in it. */
    public static Optional<NoticeLanguage> of(LanguageTag tag) {
        return tag.candidates().stream().flatMap(candidate -> find(candidate).stream()).findFirst();
    }

    private static Optional<NoticeLanguage> find(String tag) {
        return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
    }
}
