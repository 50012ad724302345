package de.handschlag.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * The one rule for texts that come in. It changes two things only: letters that were sent in parts are composed (NFC, as DIN
 * 91379 has it between German authorities), and blanks at both ends go. Everything else that is not right is refused, as nobody
 * but the sender can say what was meant.
 */
public final class TextRule {

    private static final int REPLACEMENT = 0xfffd;
    private static final int NON_JOINER = 0x200c;
    private static final int JOINER = 0x200d;
    /** Variation selector 16, which telephones set behind every heart. */
    private static final int COLOURED = 0xfe0f;
    private static final Set<UnicodeScript> JOINING_SCRIPTS = EnumSet.of(UnicodeScript.ARABIC, UnicodeScript.SYRIAC,
            UnicodeScript.NKO, UnicodeScript.MONGOLIAN, UnicodeScript.DEVANAGARI, UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI, UnicodeScript.GUJARATI, UnicodeScript.ORIYA, UnicodeScript.TAMIL,
            UnicodeScript.TELUGU, UnicodeScript.KANNADA, UnicodeScript.MALAYALAM, UnicodeScript.SINHALA);

    private TextRule() {}

    /**
     * A text of one line in its normal form.
     *
     * @throws RefusedTextException if it is none; the message says why and never repeats the text
     */
    public static String line(String text) {
        return normal(text, false);
    }

    /**
     * A text that may have several lines, in its normal form.
     *
     * @throws RefusedTextException as for {@link #line}
     */
    public static String lines(String text) {
        return normal(text, true);
    }

    /**
     * What somebody typed or pasted into a form, without what nobody sees in it: whoever copied a name from a document or a message
     * cannot take out a mark that is not shown. A tab, and a line break where one line is expected, become blanks.
     *
     * @return the text in its normal form, empty if nothing of it can be seen
     * @throws RefusedTextException if letters were lost or damaged on the way
     */
    public static String typed(String text, boolean severalLines) {
        int[] points = text.replace("\r\n", "\n").codePoints().toArray();
        StringBuilder seen = new StringBuilder(text.length());
        for (int position = 0; position < points.length; position++) {
            int point = points[position];
            if (point == '\t' || isLineBreak(point) && !severalLines) {
                seen.append(' ');
            } else if (isLineBreak(point) || Character.getType(point) != Character.CONTROL
                    && (!isHidden(point) || isNeeded(points, position))) {
                seen.appendCodePoint(point);
            }
        }
        String rest = seen.toString();
        return rest.codePoints().noneMatch(TextRule::isVisible) ? "" : normal(rest, severalLines);
    }

    /** Whether two texts say the same, of which one or both may have been stored before this rule was there. */
    public static boolean same(String one, String other) {
        return one.equals(other) || lenient(one).equals(lenient(other));
    }

    private static String lenient(String text) {
        return Normalizer.normalize(trimmed(text), Normalizer.Form.NFC);
    }

    private static String normal(String text, boolean severalLines) {
        if (isPlain(text)) {
            return text;
        }
        text.codePoints().forEach(point -> refuseDamaged(point, severalLines));
        String trimmed = trimmed(text);
        String composed = Normalizer.normalize(trimmed, Normalizer.Form.NFC);
        if (composed.codePoints().noneMatch(TextRule::isVisible)) {
            throw new RefusedTextException("there is nothing to see in it");
        }
        refuseHidden(trimmed.codePoints().toArray());
        return composed;
    }

    /** Most texts: printable ASCII without a blank at an end. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static void refuseDamaged(int point, boolean severalLines) {
        if (Character.getType(point) == Character.SURROGATE) {
            throw new RefusedTextException(
                    "it holds half of a character (%s without its other half)".formatted(name(point)));
        }
        if (point == REPLACEMENT) {
            throw new RefusedTextException(
                    "it holds the replacement character (U+FFFD): something was lost before it was sent");
        }
        if ((point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef) {
            throw new RefusedTextException("it holds %s, which is no character".formatted(name(point)));
        }
        if (isLineBreak(point)) {
            if (!severalLines) {
                throw new RefusedTextException(
                        "one line is expected; it holds a line break (%s)".formatted(name(point)));
            }
        } else if (Character.getType(point) == Character.CONTROL) {
            throw new RefusedTextException("it holds the control character %s".formatted(name(point)));
        }
    }

    private static boolean isLineBreak(int point) {
        return point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029;
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /**
     * Blanks, and what programs put unseen around a text that is copied: messengers and address books set direction marks around
     * names and telephone numbers. At an end they mean nothing, as they order only what stands between them and the other end.
     */
    private static boolean isBlank(int point) {
        return isLineBreak(point) || Character.isSpaceChar(point) || isDirection(point) || point == 0x200b
                || point == 0x2060 || point == 0xfeff;
    }

    /** Unicode's Bidi_Control: marks, embeddings, overrides and isolates. */
    private static boolean isDirection(int point) {
        return point == 0x061c || point == 0x200e || point == 0x200f || point >= 0x202a && point <= 0x202e
                || point >= 0x2066 && point <= 0x2069;
    }

    private static void refuseHidden(int[] text) {
        for (int position = 0; position < text.length; position++) {
            if (isHidden(text[position]) && !isNeeded(text, position)) {
                throw new RefusedTextException("it holds %s, which nobody sees and which changes how the rest is read"
                        .formatted(name(text[position])));
            }
        }
    }

    /**
     * Unicode's Default_Ignorable_Code_Point, and annotations. A direction shows other letters than a name has, and turns the row
     * of a list that it stands in; variation selectors and tags can be a text of their own; and any of them makes a value that
     * looks like another one into a correction of it.
     */
    private static boolean isHidden(int point) {
        return switch (point) {
            case 0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xfeff, 0xffa0 -> true;
            default -> point >= 0x180b && point <= 0x180f || point >= 0x200b && point <= 0x200f
                    || point >= 0x202a && point <= 0x202e || point >= 0x2060 && point <= 0x206f
                    || point >= 0xfe00 && point <= 0xfe0f || point >= 0xfff0 && point <= 0xfffb
                    || point >= 0x1bca0 && point <= 0x1bca3 || point >= 0x1d173 && point <= 0x1d17a
                    || point >= 0xe0000 && point <= 0xe0fff;
        };
    }

    /** A joiner between letters whose form it decides (Persian and Kurdish, Indic names) or between symbols; a symbol's colour. */
    private static boolean isNeeded(int[] text, int position) {
        if (position == 0) {
            return false;
        }
        if (text[position] == COLOURED) {
            return isSymbol(text[position - 1]);
        }
        if (text[position] != NON_JOINER && text[position] != JOINER || position + 1 == text.length) {
            return false;
        }
        int before = position - 1;
        while (before > 0 && (isMark(text[before]) || isSkin(text[before]))) {
            before--;
        }
        int after = text[position + 1];
        return isJoining(text[before]) && (isJoining(after) || isMark(after))
                || text[position] == JOINER && isSymbol(text[before]) && isSymbol(after);
    }

    private static boolean isJoining(int point) {
        return Character.isLetter(point) && JOINING_SCRIPTS.contains(UnicodeScript.of(point));
    }

    /** But a mark that nobody sees. */
    private static boolean isMark(int point) {
        return point == COLOURED || !isHidden(point) && (Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK);
    }

    private static boolean isSymbol(int point) {
        return Character.getType(point) == Character.OTHER_SYMBOL;
    }

    private static boolean isSkin(int point) {
        return point >= 0x1f3fb && point <= 0x1f3ff;
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER, Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER, Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION, Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION, Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL ->
                true;
            case Character.OTHER_LETTER, Character.OTHER_SYMBOL -> !isFiller(point);
            default -> false;
        };
    }

    /** Letters and symbols that are blank: the fillers of Hangul, blanks of Braille, music and hieroglyphs, a lost object. */
    private static boolean isFiller(int point) {
        return switch (point) {
            case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800, 0xfffc, 0x1d159, 0x13441, 0x13442 -> true;
            default -> false;
        };
    }

    private static String name(int point) {
        return "U+%04X".formatted(point);
    }
}
