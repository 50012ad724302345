package de.handschlag.consent.notice;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a notice's hash is of: its canonical JSON (RFC 8785).
 *
 * @param language  BCP 47 tag
 * @param purpose   key of the purpose
 * @param recipient id of the agency
 * @param source    id of the agency that a release from secrecy is about (R9); null in the notice of a consent
 * @param draft     true for a wording that nobody approved; null otherwise: who read a draft read something else
 */
record NoticeDocument(String language, String version, String purpose, String recipient, @Nullable String source,
        @Nullable Boolean draft, List<NoticePart> parts) {

    static NoticeDocument read(String json) {
        return CanonicalJson.read(json, NoticeDocument.class);
    }
}
