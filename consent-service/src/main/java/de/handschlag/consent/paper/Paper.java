package de.handschlag.consent.paper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.paper.TaggedPdf.Style;
import de.handschlag.page.PageLanguage;

/** A paper while it is being written, from top to bottom, in one language. */
public final class Paper {

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final TaggedPdf pdf;
    private final PageLanguage language;
    private final ZoneId timeZone;

    Paper(TaggedPdf pdf, PageLanguage language, ZoneId timeZone) {
        this.pdf = pdf;
        this.language = language;
        this.timeZone = timeZone;
    }

    /** The heading of the whole, once and first. */
    public void title(String text) {
        pdf.text(Style.TITLE, text);
    }

    /** The heading of a part. */
    public void heading(String text) {
        pdf.text(Style.HEADING, text);
    }

    /** The heading of one of several things in a part, often a name: it has a direction of its own. */
    public void subheading(String text) {
        pdf.verbatim(Style.SUBHEADING, text);
    }

    /** The heading of one of several things in a part. */
    public void subheading(Named named) {
        named(Style.SUBHEADING, named);
    }

    /** A sentence in the paper's language. */
    public void text(String text) {
        pdf.text(Style.TEXT, text);
    }

    /** A sentence in another language. */
    public void text(String text, PageLanguage of) {
        pdf.text(Style.TEXT, text, of);
    }

    /** Words that are German whatever the paper's language is, such as a legal basis. */
    public void german(String text) {
        text(text, PageLanguage.GERMAN);
    }

    /** What the next lines are. */
    public void label(String label) {
        pdf.text(Style.LABEL, label);
    }

    /** The same with a word of the catalogue. */
    public void label(Named label) {
        named(Style.LABEL, label);
    }

    /** A name, number or address: it has a direction of its own, and begins where other lines begin. */
    public void verbatim(String text) {
        pdf.verbatim(Style.TEXT, text);
    }

    /** A label and a name, number or address under it. */
    public void fact(String label, String value) {
        label(label);
        verbatim(value);
    }

    /** The German word stands beneath the one in another language, because it is the one on the office's door and forms. */
    public void named(Named named) {
        named(Style.TEXT, named);
    }

    private void named(Style style, Named named) {
        pdf.text(style, named.label(), PageLanguage.of(named.language()).orElse(PageLanguage.GERMAN));
        if (named.german() != null) {
            pdf.text(Style.LABEL, named.german(), PageLanguage.GERMAN);
        }
    }

    /** A label and under it day and time in words, with European digits and 24 hours as on the pages; nothing for null. */
    public void moment(String label, @Nullable Instant instant) {
        if (instant != null) {
            label(label);
            pdf.text(Style.TEXT, day().withZone(timeZone).format(instant) + (language.isRightToLeft() ? "، " : ", ")
                    + TIME_OF_DAY.withZone(timeZone).format(instant));
        }
    }

    /** A label and under it a day in words. */
    public void day(String label, LocalDate day) {
        label(label);
        pdf.text(Style.TEXT, day().format(day));
    }

    private DateTimeFormatter day() {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale());
    }

    /** A text that somebody read in this language, letter by letter and as a part of its own. */
    public void quoted(PageLanguage of, Iterable<Line> lines) {
        pdf.beginSection(of);
        for (Line line : lines) {
            pdf.text(line.heading() ? Style.SUBHEADING : Style.TEXT, line.text(), of);
        }
        pdf.endSection();
    }

    /** A line of a text, or a heading in it. */
    public record Line(String text, boolean heading) {}

    /** @param alternative what somebody hears who does not see it */
    public void qrCode(String address, String alternative) {
        pdf.qrCode(address, alternative);
    }
}
