package de.handschlag.consent.notice;

import java.util.Arrays;
import java.util.List;
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
        String label(String key, String labelDe) {
            return labelDe;
        }
    },
    EN {
        /** The catalogue's keys are English; the German label beside them is what stands on the office's door. */
        @Override
        String label(String key, String labelDe) {
            return key.replace('_', ' ').replace('-', ' ') + " (" + labelDe + ")";
        }
    };

    /** BCP 47 tag. */
    @JsonValue
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static NoticeLanguage ofTag(String tag) {
        return find(tag)
                .orElseThrow(() -> new IllegalArgumentException("no notice exists in this language"));
    }

    /** The first of the wanted languages that exists, otherwise German. */
    public static NoticeLanguage bestOf(List<Locale> wanted) {
        return wanted.stream().flatMap(locale -> find(locale.getLanguage()).stream()).findFirst().orElse(DE);
    }

    private static Optional<NoticeLanguage> find(String tag) {
        return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
    }

    abstract String label(String key, String labelDe);

    String label(Attribute attribute) {
        return label(attribute.key(), attribute.labelDe());
    }

    String label(Purpose purpose) {
        return label(purpose.key(), purpose.labelDe());
    }

    String label(AgencyType type) {
        return label(type.key(), type.labelDe());
    }
}
