package de.handschlag.consent.notice;

import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a language as a browser or a system writes it: {@code en-US} (BCP 47), {@code en_US} (Java, Android),
 * {@code en_US.UTF-8} (POSIX), {@code ku_IQ_#Arab} (Java with a script), {@code eng} (ISO 639-2).
 */
public final class LanguageTag {

    private static final Pattern POSIX = Pattern.compile("([A-Za-z0-9_-]+)(?:\\.[A-Za-z0-9-]+)?(?:@[A-Za-z0-9=]+)?");
    /** What a POSIX system says that was told no language (IEEE 1003.1, section 7.2); BCP 47 has {@code und} for it. */
    private static final Set<String> NO_LANGUAGE = Set.of("C", "POSIX");
    private static final Pattern JAVA_WITH_SCRIPT = Pattern
            .compile("([A-Za-z]{2,8})_([A-Za-z]{2}|[0-9]{3})?_#([A-Za-z]{4})");
    /**
     * Other codes of the languages that are wanted here (R31): of ISO 639-2, and of the languages that ISO 639-3 counts within
     * one of them, by which phones name Kurmanji, Dari and the Arabic that is spoken.
     */
    private static final Map<String, List<String>> ALIASES = Map.ofEntries(Map.entry("deu", List.of("de")),
            Map.entry("ger", List.of("de")), Map.entry("eng", List.of("en")), Map.entry("ara", List.of("ar")),
            Map.entry("arb", List.of("ar")), Map.entry("apc", List.of("ar")), Map.entry("ajp", List.of("ar")),
            Map.entry("acm", List.of("ar")), Map.entry("arz", List.of("ar")), Map.entry("ary", List.of("ar")),
            Map.entry("fas", List.of("fa")), Map.entry("per", List.of("fa")), Map.entry("pes", List.of("fa")),
            Map.entry("prs", List.of("prs", "fa")), Map.entry("ukr", List.of("uk")), Map.entry("rus", List.of("ru")),
            Map.entry("tur", List.of("tr")), Map.entry("fra", List.of("fr")), Map.entry("fre", List.of("fr")),
            Map.entry("kur", List.of("ku")), Map.entry("kmr", List.of("ku")), Map.entry("tir", List.of("ti")),
            Map.entry("som", List.of("so")), Map.entry("pus", List.of("ps")), Map.entry("pbt", List.of("ps")),
            Map.entry("pbu", List.of("ps")), Map.entry("pst", List.of("ps")), Map.entry("spa", List.of("es")));
    /** Where Kurdish is Sorani, which is written in Arabic letters and is another language than Kurmanji. */
    private static final Set<String> SORANI_REGIONS = Set.of("IQ", "IR");

    /** The variant that BCP 47 registers for plain language: plain German is a language of its own (R31). */
    private static final String PLAIN = "simple";

    private final Locale locale;

    private LanguageTag(Locale locale) {
        this.locale = locale;
    }

    /** The language that a text names; empty if it is no tag. */
    public static Optional<LanguageTag> of(String text) {
        Matcher java = JAVA_WITH_SCRIPT.matcher(text);
        if (java.matches()) {
            String region = java.group(2);
            return parsed(java.group(1) + "-" + java.group(3) + (region == null ? "" : "-" + region));
        }
        Matcher posix = POSIX.matcher(text);
        if (posix.matches() && NO_LANGUAGE.contains(posix.group(1))) {
            return Optional.of(new LanguageTag(Locale.ROOT));
        }
        return posix.matches() ? parsed(posix.group(1).replace('_', '-')) : Optional.empty();
    }

    private static Optional<LanguageTag> parsed(String tag) {
        try {
            return Optional.of(new LanguageTag(new Locale.Builder().setLanguageTag(tag).build()));
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /** As BCP 47 writes it. */
    public String text() {
        return locale.toLanguageTag();
    }

    /** The tags under which there may be a text in this language, the closest first. */
    List<String> candidates() {
        String language = locale.getLanguage();
        List<String> languages = new ArrayList<>(ALIASES.getOrDefault(language, List.of(language)));
        if (language.equals("fa") && locale.getCountry().equals("AF")) {
            languages.addFirst("prs");
        }
        if (languages.getFirst().equals("ku") && (locale.getScript().equals("Arab") || locale.getScript().isEmpty()
                && SORANI_REGIONS.contains(locale.getCountry()) && !language.equals("kmr"))) {
            return List.of("ckb");
        }
        if (isPlain()) {
            return List.of(languages.getFirst() + "-" + PLAIN);
        }
        if (!locale.getVariant().isEmpty()) {
            languages.addFirst(languages.getFirst() + "-" + locale.getVariant().toLowerCase(Locale.ROOT));
        }
        return languages;
    }

    /** The language whose plain form this is; empty if it is none. */
    Optional<LanguageTag> withoutPlainness() {
        return isPlain()
                ? Optional.of(new LanguageTag(new Locale.Builder().setLocale(locale).setVariant("").build()))
                : Optional.empty();
    }

    private boolean isPlain() {
        return List.of(locale.getVariant().toLowerCase(Locale.ROOT).split("_")).contains(PLAIN);
    }
}
