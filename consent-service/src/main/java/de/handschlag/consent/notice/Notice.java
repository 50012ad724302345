package de.handschlag.consent.notice;

/**
 * The exact text that a person is shown before a decision.
 *
 * @param version  version of the wording
 * @param hash     lower-case hexadecimal SHA-256 of {@code text} in UTF-8 (R6)
 * @param language language of the text, which may be another one than was asked for (R31)
 */
public record Notice(String version, String hash, NoticeLanguage language, String text) {}
