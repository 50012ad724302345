/**
 * The text that a person reads before deciding, made from the catalogue, versioned, and kept by its SHA-256 as evidence (R6).
 * Another language is another file beside {@code notice/de.txt} and its entry in {@link de.handschlag.consent.notice.NoticeLanguage}.
 */
@NullMarked
package de.handschlag.consent.notice;

import org.jspecify.annotations.NullMarked;
