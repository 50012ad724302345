package de.handschlag.teststack;

import java.util.stream.Stream;

/** Texts that no service takes, as they stand between the quotes of JSON; each service tries all of them at all of its doors. */
public final class TextsOfStrangers {

    private TextsOfStrangers() {}

    /** Refused at every door: broken, unseen, or nothing. */
    public static Stream<String> refused() {
        return Stream.of("Kerze\\u0000", "\\u0000", "Kerze\\u0007", "Kerze\\u001b[31m", "Kerze\\ttab", "\\tKerze",
                "Kerze\\u0085", "Kerze \\ud83d", "\\ude00 Kerze", "Kerze \\ude00\\ud83d", "Kerze\\uffff",
                "Kerze\\ufdd0", "Kerze\\udbff\\udfff", "K\\ufffdrze", "Ker\\u202eze", "Ker\\u2067ze", "Ker\\u200fze",
                "Ker\\udb40\\udc41ze", "", "   ", "          ", "\\u00a0\\u3000", "\\u200b\\u200d\\u2060",
                "\\u3164\\u115f\\uffa0", "\\u2800", "\\ufeff", "\\u0301", "\\u202e\\u202c");
    }

    /** Refused where one line is meant, taken where several are. */
    public static Stream<String> severalLines() {
        return Stream.of("Kerze\\nund Docht", "Kerze\\r\\nund Docht", "Kerze\\u2028und Docht");
    }

    /** Refused where something has to be said: no letters, or hardly any. */
    public static Stream<String> wordless() {
        return Stream.of(".........................", "1234567890123456789012345", "§§§§§§§§§§ 84 §§§§§§§§§§§§",
                "- - - - - - - - - - - - -",
                "\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665"
                        + "\\u0664\\u0665\\u0664\\u0665\\u0664\\u0665",
                "\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00"
                        + "\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00"
                        + "\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00");
    }
}
