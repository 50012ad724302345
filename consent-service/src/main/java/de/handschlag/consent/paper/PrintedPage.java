package de.handschlag.consent.paper;

import java.util.Arrays;
import java.util.List;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

import de.handschlag.page.PageLanguage;

/** A page as a paper: the same words in the same order, its tables row by row, without what can only be pressed. */
public final class PrintedPage {

    private static final String NOT_ON_PAPER = "nav, form, script, .actions, .unseen";
    private static final String END_OF_LINE = "\u2028";

    private final Element main;
    private final String title;

    private PrintedPage(Element main, String title) {
        this.main = main;
        this.title = title;
    }

    /** @param html a whole page of ours */
    public static PrintedPage of(String html) {
        Element main = Jsoup.parse(html).selectFirst("main");
        Element heading = main == null ? null : main.selectFirst("h1");
        if (main == null || heading == null) {
            throw new IllegalArgumentException("each of our pages has a main part with a heading");
        }
        String title = heading.text();
        heading.remove();
        main.select(NOT_ON_PAPER).remove();
        main.select("br").forEach(end -> end.replaceWith(new TextNode(END_OF_LINE)));
        return new PrintedPage(main, title);
    }

    /** What its heading says. */
    public String title() {
        return title;
    }

    /** Writes all that is below the heading. */
    public void write(Paper paper) {
        writeInto(paper, main);
    }

    private static void writeInto(Paper paper, Element part) {
        switch (part.normalName()) {
            case "h2" -> paper.heading(part.text());
            case "h3" -> paper.subheading(part.text());
            case "dt" -> paper.label(part.text());
            case "p", "li", "dd" -> lines(paper, part);
            case "table" -> writeTable(paper, part);
            default -> part.children().forEach(child -> writeInto(paper, child));
        }
    }

    private static void writeTable(Paper paper, Element table) {
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            paper.subheading(caption.text());
        }
        List<String> columns = table.select("thead th").eachText();
        for (Element row : table.select("tbody tr")) {
            List<Element> cells = row.children();
            for (int i = 0; i < cells.size(); i++) {
                if (!cells.get(i).text().isBlank()) {
                    paper.label(columns.get(i));
                    lines(paper, cells.get(i));
                }
            }
        }
    }

    private static void lines(Paper paper, Element part) {
        PageLanguage language = languageOf(part);
        Arrays.stream(part.text().split(END_OF_LINE)).map(String::strip).filter(line -> !line.isEmpty())
                .forEach(line -> {
                    if (language == null) {
                        paper.text(line);
                    } else {
                        paper.text(line, language);
                    }
                });
    }

    /** Null if it is the page's own, or only some of the words are in another one. */
    private static @Nullable PageLanguage languageOf(Element part) {
        return part.getAllElements().stream()
                .filter(element -> element.hasAttr("lang") && element.text().equals(part.text())).findFirst()
                .flatMap(element -> PageLanguage.of(element.attr("lang"))).orElse(null);
    }
}
