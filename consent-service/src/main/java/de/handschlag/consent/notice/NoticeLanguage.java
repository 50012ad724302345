package de.handschlag.consent.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Purpose;

/** A language in which notices exist (R31). */
public enum NoticeLanguage {

    DE {
        @Override
        String label(String labelDe, String labelEn) {
            return labelDe;
        }
    },
    EN {
        // The German label beside the English one is what stands on the office's door.
        @Override
        String label(String labelDe, String labelEn) {
            return labelEn + " (" + labelDe + ")";
        }
    };

    /** BCP 47 tag. */
    @JsonValue
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
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

    abstract String label(String labelDe, String labelEn);

    String label(Attribute attribute) {
        return label(attribute.labelDe(), attribute.labelEn());
    }

    String label(Purpose purpose) {
        return label(purpose.labelDe(), purpose.labelEn());
    }

    String label(AgencyType type) {
        return label(type.labelDe(), type.labelEn());
    }
}
