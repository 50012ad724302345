package de.handschlag.consent.consentrecord;

import java.util.List;

import de.handschlag.consent.notice.Notice;
import de.handschlag.page.PageLanguage;

/**
 * A notice as a page shows it: letter by letter as it is kept.
 *
 * @param language   BCP 47 tag of what is shown
 * @param dir        its direction
 * @param wanted     whether it is in the language that the person reads (R31)
 * @param draft      nobody approved the wording yet (R32)
 * @param paragraphs the lines of its parts
 */
record ShownNotice(String hash, String language, String dir, boolean wanted, boolean draft,
        List<Paragraph> paragraphs) {

    private static final String TITLE = "title";

    /** A line of a notice. */
    record Paragraph(String text, boolean heading) {}

    static ShownNotice of(Notice notice, boolean wanted) {
        return of(notice, wanted, "");
    }

    /** @param without name of the part that the page shows elsewhere */
    static ShownNotice of(Notice notice, boolean wanted, String without) {
        String tag = notice.language().tag();
        return new ShownNotice(notice.hash(), tag, PageLanguage.of(tag).map(PageLanguage::dir).orElse("auto"), wanted,
                notice.draft(),
                notice.parts().stream().filter(part -> !part.element().equals(without))
                        .flatMap(part -> part.text().lines().filter(line -> !line.isEmpty())
                                .map(line -> new Paragraph(line, part.element().equals(TITLE))))
                        .toList());
    }

    public boolean isGerman() {
        return language.startsWith("de");
    }
}
