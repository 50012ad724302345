package de.handschlag.consent.notice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A wording as an administrator sees it.
 *
 * @param scope       {@code common}, or the purpose whose own words they are
 * @param state       DRAFT, APPROVED, PUBLISHED, or REPLACED by a later version
 * @param contentHash SHA-256 of the words' canonical JSON
 * @param sourceHash  that of the German wording that this one says in another language
 * @param approvedBy  who vouches for it; null while it is a draft
 * @param texts       the words beside the German ones; only in the view of one wording
 */
public record WordingView(UUID wordingId, String scope, NoticeLanguage language, int version, String state,
        String contentHash, String sourceHash, String proposedBy, Instant proposedAt, @Nullable String approvedBy,
        @Nullable Instant approvedAt, @Nullable Instant publishedAt, @Nullable List<Line> texts) {

    /** @param key names the text for whoever looks it up in the catalogue */
    public record Line(String key, String german, String text) {}

    static WordingView of(NoticeWording wording) {
        return of(wording, null);
    }

    static WordingView of(NoticeWording wording, WordingContent content, WordingContent german) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < content.elements().size(); i++) {
            WordingContent.Element element = content.elements().get(i);
            lines.add(new Line(element.element() + " (" + element.condition() + ")", german.elements().get(i).text(),
                    element.text()));
        }
        lines(content.labels(), german.labels(), lines);
        lines(content.values(), german.values(), lines);
        return of(wording, lines);
    }

    private static void lines(Map<String, String> texts, Map<String, String> german, List<Line> lines) {
        texts.forEach((key, text) -> lines.add(new Line(key, requireNonNull(german.get(key)), text)));
    }

    private static WordingView of(NoticeWording wording, @Nullable List<Line> texts) {
        return new WordingView(wording.id(), wording.key().scope(), wording.key().language(), wording.version(),
                wording.state().name(), wording.contentHash(), wording.sourceHash(), wording.proposedBy(),
                wording.proposedAt(), wording.approvedBy(), wording.approvedAt(), wording.publishedAt(), texts);
    }
}
