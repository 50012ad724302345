package de.handschlag.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of a notice. Elements of one name are alternatives, of which the conditions choose.
 *
 * @param element   stable name, for instance {@code withdrawal}
 * @param condition when it belongs to the notice, as the file writes it
 * @param notice    the notice that it is a part of
 * @param order     where it stands in the notice
 * @param texts     text by language, with placeholders in braces; German, plain German and English are always there
 */
public record NoticeElement(String element, String condition, Kind notice, int order, Map<String, String> texts) {

    /** What a person is told about. */
    public enum Kind {
        /** Art. 7, 9, 13, 14 and 26 GDPR: before a decision. */
        CONSENT,
        /** Art. 13 and 14 GDPR: reading by statute. */
        INFORMATION,
        EMERGENCY,
        WITHDRAWAL,
        ENDED,
        CORRECTED
    }

    private static final String ALWAYS = "always";
    private static final Pattern CONDITION = Pattern.compile("([A-Za-z]+)(?:=([^=()|]+)| in \\(([^=()]+)\\))");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

    static boolean isCondition(String text) {
        return text.equals(ALWAYS) || CONDITION.matcher(text).matches();
    }

    /** Names in braces. */
    public static SortedSet<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether a condition holds.
     *
     * @param facts what is the case, by the names that conditions have
     */
    public static boolean holds(String condition, Map<String, String> facts) {
        Matcher parts = CONDITION.matcher(condition);
        if (!parts.matches()) {
            return condition.equals(ALWAYS);
        }
        String fact = facts.getOrDefault(parts.group(1), "");
        String one = parts.group(2);
        return one == null ? Set.of(requireNonNull(parts.group(3)).split("\\|")).contains(fact) : fact.equals(one);
    }

    /** Whether an element with this condition is a part of what a person reads before they release a source from secrecy (R9), and of nothing else. */
    public static boolean isOfRelease(String condition) {
        return !holds(condition, Map.of()) && holds(condition, Map.of("release", "yes"));
    }

    String id() {
        return id(element, condition);
    }

    static String id(String element, String condition) {
        return element + " " + condition;
    }
}
