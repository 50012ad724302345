package de.handschlag.consent.onetimecode;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/** How a code looks: three groups of four from 30 characters that nobody confuses, 12 · log2(30) = 58 bits. */
final class CodeAlphabet {

    /** Without 0 and O, 1 and I and L, U (heard as V or W). */
    static final String CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    static final int LENGTH = 12;

    /** Cyrillic and Greek capitals, and the Latin ones that they look like. */
    private static final String LOOK_ALIKES = "АВЕКМНРСТУХ" + "ΑΒΕΖΗΚΜΝΡΤΥΧ";
    private static final String LOOKED_AT = "ABEKMHPCTYX" + "ABEZHKMNPTYX";

    private static final SecureRandom RANDOM = new SecureRandom();

    private CodeAlphabet() {}

    /** A new random code, for instance {@code 7KQ4-XM2P-9TFB}. */
    static String newCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return code.toString();
    }

    /**
     * The code as it was made, whatever keyboard it was typed on: digits of any script, full width, small letters, Cyrillic and
     * Greek letters that look like ours; without blanks, dashes, punctuation, and the invisible marks that come along from a
     * right-to-left text. What else is in it stays, and makes it a wrong code.
     */
    static String normalised(String typed) {
        StringBuilder code = new StringBuilder(LENGTH);
        Normalizer.normalize(typed, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT).codePoints().forEach(character -> {
            if (Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER) {
                code.append(Character.digit(character, 10));
            } else if (!isDecoration(character)) {
                int lookAlike = LOOK_ALIKES.indexOf(character);
                code.appendCodePoint(lookAlike < 0 ? character : LOOKED_AT.charAt(lookAlike));
            }
        });
        return code.toString();
    }

    private static boolean isDecoration(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT,
                    Character.DASH_PUNCTUATION, Character.CONNECTOR_PUNCTUATION, Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL, Character.MODIFIER_LETTER, Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
                true;
            default -> Character.isWhitespace(character);
        };
    }
}
