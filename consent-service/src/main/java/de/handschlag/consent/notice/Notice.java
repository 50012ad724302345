package de.handschlag.consent.notice;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The exact text that a person is shown before a decision.
 *
 * @param version  version of the wording: of what is common to all purposes, and of the purpose's own words
 * @param hash     lower-case hexadecimal SHA-256 of the notice's canonical JSON (R6); of {@code text} if there were no parts yet
 * @param language language of the text, which may be another one than was asked for (R31)
 * @param draft    true: nobody approved the wording yet, which only a demonstration shows (R32)
 * @param parts    all that is read, in its order
 * @param text     the parts' texts, one a line
 * @param document the canonical JSON whose hash it is, to be kept; null if there are no parts
 */
public record Notice(String version, String hash, NoticeLanguage language, boolean draft, List<NoticePart> parts,
        String text, @JsonIgnore @Nullable String document) {

    /** The only part of a notice that was kept as one text. */
    private static final String WHOLE = "text";

    static Notice of(NoticeDocument document) {
        String json = CanonicalJson.of(document);
        return new Notice(document.version(), CanonicalJson.sha256(json), NoticeLanguage.ofTag(document.language()),
                Boolean.TRUE.equals(document.draft()), document.parts(),
                document.parts().stream().map(NoticePart::text).collect(Collectors.joining("\n")), json);
    }

    /** A notice of which there is one text only: from before there were parts, or what stands for a text that was lost. */
    public static Notice ofText(String version, String hash, NoticeLanguage language, String text) {
        return new Notice(version, hash, language, false, List.of(new NoticePart(WHOLE, null, text)), text, null);
    }
}
