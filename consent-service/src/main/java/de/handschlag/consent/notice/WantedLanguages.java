package de.handschlag.consent.notice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The languages in which somebody wants to read, the best first; whether one of them exists is said, never passed over (R31). */
public final class WantedLanguages {

    private static final WantedLanguages NONE = new WantedLanguages(List.of());
    private static final Pattern RANGE = Pattern
            .compile("([^;\\s]+)(?:\\s*;\\s*[qQ]\\s*=\\s*(0(?:\\.[0-9]*)?|1(?:\\.0*)?))?");
    private static final String ANY = "*";

    private final List<Wanted> languages;

    private WantedLanguages(List<Wanted> languages) {
        this.languages = languages;
    }

    /** @param tag null: any */
    private record Wanted(@Nullable LanguageTag tag, double weight) {}

    /**
     * What is read.
     *
     * @param language  in which there is a notice
     * @param insteadOf the language that was wanted most; null unless there is a notice in none of those wanted
     */
    public record Shown(NoticeLanguage language, @Nullable String insteadOf) {}

    /** One language; empty if the text is no tag. */
    public static Optional<WantedLanguages> ofTag(String text) {
        return LanguageTag.of(text).map(tag -> new WantedLanguages(List.of(new Wanted(tag, 1))));
    }

    /**
     * Those of the header Accept-Language (RFC 9110, section 12.5.4), which may stand more than once; empty if it is not of its
     * form. Tags are taken as systems write them.
     */
    public static Optional<WantedLanguages> ofAcceptLanguage(@Nullable List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return Optional.of(NONE);
        }
        List<Wanted> languages = new ArrayList<>();
        for (String range : String.join(",", headers).split(",")) {
            if (range.isBlank()) {
                continue;
            }
            Matcher form = RANGE.matcher(range.strip());
            if (!form.matches()) {
                return Optional.empty();
            }
            double weight = form.group(2) == null ? 1 : Double.parseDouble(form.group(2));
            Optional<LanguageTag> tag = LanguageTag.of(form.group(1));
            if (tag.isEmpty() && !form.group(1).equals(ANY)) {
                return Optional.empty();
            }
            if (weight > 0) {
                languages.add(new Wanted(tag.orElse(null), weight));
            }
        }
        languages.sort(Comparator.comparingDouble(Wanted::weight).reversed());
        return Optional.of(new WantedLanguages(List.copyOf(languages)));
    }

    /**
     * The first of them in which there is a notice; otherwise what the one wanted most is a plain form of, or German.
     *
     * @param hasNotice whether one can be shown in a language
     */
    Shown shown(Predicate<NoticeLanguage> hasNotice) {
        for (Wanted wanted : languages) {
            LanguageTag tag = wanted.tag();
            Optional<NoticeLanguage> found = tag == null
                    ? Optional.of(NoticeLanguage.DE)
                    : NoticeLanguage.of(tag).filter(hasNotice);
            if (found.isPresent()) {
                return new Shown(found.get(), null);
            }
        }
        Optional<LanguageTag> most = languages.stream().map(Wanted::tag).filter(tag -> tag != null).findFirst();
        return new Shown(most.flatMap(LanguageTag::withoutPlainness).flatMap(NoticeLanguage::of).filter(hasNotice)
                .orElse(NoticeLanguage.DE), most.map(LanguageTag::text).orElse(null));
    }
}
