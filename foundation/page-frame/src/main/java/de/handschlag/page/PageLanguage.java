package de.handschlag.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The languages that pages have (R31), in the order of the language menu; no page has another list. What else has to know of a language:
 * CONTRIBUTING.md, "A language".
 */
public enum PageLanguage {

    GERMAN("de", "Deutsch"),
    PLAIN_GERMAN("de-simple", "Einfaches Deutsch"),
    ENGLISH("en", "English"),
    ARABIC("ar", "العربية"),
    PERSIAN("fa", "فارسی"),
    UKRAINIAN("uk", "Українська"),
    RUSSIAN("ru", "Русский"),
    TURKISH("tr", "Türkçe"),
    FRENCH("fr", "Français"),
    KURMANJI("ku", "Kurdî (Kurmancî)"),
    SORANI("ckb", "کوردی (سۆرانی)"),
    TIGRINYA("ti", "ትግርኛ"),
    SOMALI("so", "Soomaali"),
    PASHTO("ps", "پښتو"),
    SPANISH("es", "Español");

    private static final Set<PageLanguage> RIGHT_TO_LEFT = Set.of(ARABIC, PERSIAN, SORANI, PASHTO);
    /**
     * Other codes of the same languages: of ISO 639-2, and of those that ISO 639-3 counts within one of them, by which phones name
     * Kurmanji, Dari and the Arabic that is spoken.
     */
    private static final Map<String, PageLanguage> ALIASES = Map.ofEntries(Map.entry("deu", GERMAN),
            Map.entry("ger", GERMAN), Map.entry("eng", ENGLISH), Map.entry("ara", ARABIC), Map.entry("arb", ARABIC),
            Map.entry("apc", ARABIC), Map.entry("ajp", ARABIC), Map.entry("acm", ARABIC), Map.entry("arz", ARABIC),
            Map.entry("ary", ARABIC), Map.entry("fas", PERSIAN), Map.entry("per", PERSIAN), Map.entry("pes", PERSIAN),
            Map.entry("prs", PERSIAN), Map.entry("ukr", UKRAINIAN), Map.entry("rus", RUSSIAN),
            Map.entry("tur", TURKISH), Map.entry("fra", FRENCH), Map.entry("fre", FRENCH), Map.entry("kur", KURMANJI),
            Map.entry("kmr", KURMANJI), Map.entry("tir", TIGRINYA), Map.entry("som", SOMALI), Map.entry("pus", PASHTO),
            Map.entry("pbt", PASHTO), Map.entry("pbu", PASHTO), Map.entry("pst", PASHTO), Map.entry("spa", SPANISH));
    /** Where Kurdish is Sorani, which is written in Arabic letters and is another language than Kurmanji. */
    private static final Set<String> SORANI_REGIONS = Set.of("IQ", "IR");
    /** The variant that BCP 47 registers for plain language. */
    private static final String PLAIN = "simple";

    private final String tag;
    private final String ownName;
    private final Locale locale;

    PageLanguage(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
        // English dates as Europeans read them: the day before the month.
        this.locale = tag.equals("en") ? Locale.UK : Locale.forLanguageTag(tag);
    }

    /** BCP 47 tag. */
    public String tag() {
        return tag;
    }

    /** What its speakers call it. */
    public String ownName() {
        return ownName;
    }

    public boolean isRightToLeft() {
        return RIGHT_TO_LEFT.contains(this);
    }

    /** Value of HTML's attribute {@code dir}. */
    public String dir() {
        return isRightToLeft() ? "rtl" : "ltr";
    }

    /** For dates and numbers. */
    public Locale locale() {
        return locale;
    }

    /** The language that a tag means, also with a region, another code of it, or Java's underscores; empty if we have none. */
    public static Optional<PageLanguage> of(String text) {
        Locale named = Locale.forLanguageTag(text.strip().replace('_', '-'));
        String language = named.getLanguage();
        Optional<PageLanguage> found = Optional.ofNullable(ALIASES.get(language))
                .or(() -> Arrays.stream(values()).filter(candidate -> candidate.tag.equals(language)).findFirst());
        if (found.equals(Optional.of(GERMAN)) && isPlain(named)) {
            return Optional.of(PLAIN_GERMAN);
        }
        return found.equals(Optional.of(KURMANJI)) && isSorani(named) ? Optional.of(SORANI) : found;
    }

    private static boolean isPlain(Locale named) {
        return List.of(named.getVariant().toLowerCase(Locale.ROOT).split("_")).contains(PLAIN);
    }

    private static boolean isSorani(Locale named) {
        return named.getScript().equals("Arab") || named.getScript().isEmpty() && !named.getLanguage().equals("kmr")
                && SORANI_REGIONS.contains(named.getCountry());
    }

    /**
     * The best of those offered for a reader.
     *
     * @param acceptLanguage the header (RFC 9110, section 12.5.4); what is none prefers nothing
     * @return the first offered if the reader understands none of them
     */
    public static PageLanguage bestOf(List<PageLanguage> offered, String acceptLanguage) {
        List<Locale.LanguageRange> wanted;
        try {
            wanted = acceptLanguage.isBlank() ? List.of() : Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            wanted = List.of();
        }
        return wanted.stream().filter(range -> range.getWeight() > 0).flatMap(range -> of(range.getRange()).stream())
                .filter(offered::contains).findFirst().orElse(offered.getFirst());
    }
}
