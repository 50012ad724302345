package de.handschlag.consent.notice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The wording of one language: a body and sections that are there only when they apply, from {@code notice/<tag>.txt}. */
final class NoticeWording {

    /** To be increased whenever a wording changes. */
    static final String VERSION = "1";

    private static final String SECTION = "--- ";

    private final Map<String, String> sections = new HashMap<>();

    private NoticeWording(String file) {
        String name = "body";
        StringBuilder text = new StringBuilder();
        for (String line : file.lines().toList()) {
            if (line.startsWith(SECTION)) {
                sections.put(name, text.toString().strip());
                name = line.substring(SECTION.length()).strip();
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        sections.put(name, text.toString().strip());
    }

    static NoticeWording of(NoticeLanguage language) {
        String name = "notice/" + language.tag() + ".txt";
        try (InputStream file = NoticeWording.class.getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The wording " + name + " is missing.");
            }
            return new NoticeWording(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String body() {
        return section("body");
    }

    String section(String name) {
        String section = sections.get(name);
        if (section == null) {
            throw new IllegalStateException("A wording lacks the section " + name + ".");
        }
        return section;
    }
}
