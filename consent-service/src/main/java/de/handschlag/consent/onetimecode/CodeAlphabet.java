package de.handschlag.consent.onetimecode;

import java.security.SecureRandom;
import java.util.Locale;

/** How a code looks: three groups of four from 30 characters that nobody confuses, 12 · log2(30) = 58 bits. */
final class CodeAlphabet {

    /** Without 0 and O, 1 and I and L, U (heard as V or W). */
    static final String CHARACTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    static final int LENGTH = 12;

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

    /** The code without what people add or change when they type it: blanks, hyphens, small letters. */
    static String normalised(String typed) {
        return typed.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT);
    }
}
