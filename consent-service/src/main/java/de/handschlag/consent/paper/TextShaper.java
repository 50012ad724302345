package de.handschlag.consent.paper;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Turns a text of any of our languages into lines of placed glyphs, with the JDK's own layout engine: Arabic letters are joined, lines
 * of mixed direction are ordered (Unicode's bidirectional algorithm), and each letter is taken from the first font that has it.
 */
final class TextShaper {

    /** Glyph places are in thousandths of the size of the type. */
    static final int UNITS = 1000;

    /** The fonts' files, in the order in which they are asked for a letter. Together they have all letters of our languages. */
    static final List<String> FILES = List.of("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf",
            "NotoSansEthiopic-Regular.ttf");

    /** What JDK's layout puts where nothing is to be seen. */
    private static final int INVISIBLE = 0xFFFE;
    private static final int UNKNOWN_LETTER = '?';
    private static final FontRenderContext PRECISE = new FontRenderContext(null, true, true);

    private final List<byte[]> files;
    private final List<Font> fonts;

    /**
     * Reads the fonts and tries them out.
     *
     * @throws IllegalStateException if this Java cannot shape letters; the message is for an operator
     */
    TextShaper() {
        files = FILES.stream().map(TextShaper::read).toList();
        try {
            fonts = files.stream().map(TextShaper::font).toList();
            width("a");
        } catch (LinkageError | InternalError e) {
            throw new IllegalStateException("This Java cannot shape letters, which papers need. Install libfreetype and"
                    + " fontconfig, or a Java runtime that is not headless", e);
        }
    }

    private static byte[] read(String file) {
        try (InputStream stream = TextShaper.class.getResourceAsStream("fonts/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("the font " + file + " is missing");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Font font(byte[] file) {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(file)).deriveFont((float) UNITS);
        } catch (FontFormatException | IOException e) {
            throw new IllegalStateException("a font cannot be read", e);
        }
    }

    /** Bytes of a font's file. */
    byte[] file(int font) {
        return files.get(font);
    }

    /**
     * A glyph of a line.
     *
     * @param font by its place in the list
     * @param id   in the font's file
     * @param text what it stands for
     * @param x    from the line's left edge, in thousandths of the size
     * @param y    above the base line
     */
    record Glyph(int font, int id, String text, float x, float y) {}

    /** @param width in thousandths of the size */
    record Line(List<Glyph> glyphs, float width) {}

    /**
     * The lines of a paragraph.
     *
     * @param rightToLeft direction of the paragraph
     * @param width       of the column, in thousandths of the size
     */
    List<Line> lines(String paragraph, boolean rightToLeft, Locale locale, float width) {
        String text = displayable(paragraph);
        if (text.isEmpty()) {
            return List.of();
        }
        Bidi bidi = new Bidi(text, rightToLeft ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        BreakIterator breaks = BreakIterator.getLineInstance(locale);
        breaks.setText(text);
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int end = endOfLine(text, begin, breaks, width);
            int visible = end;
            while (visible > begin && Character.isWhitespace(text.charAt(visible - 1))) {
                visible--;
            }
            if (visible > begin) {
                lines.add(line(text.substring(begin, visible), bidi.createLineBidi(begin, visible)));
            }
            begin = end;
        }
        return lines;
    }

    /** A letter that no font has is shown as a question mark; what it is stands in the document's structure. */
    private String displayable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            if (Character.isISOControl(letter) || Character.isWhitespace(letter)) {
                shown.append(' ');
            } else if (isFormat(letter) || fonts.stream().anyMatch(font -> font.canDisplay(letter))) {
                shown.appendCodePoint(letter);
            } else {
                shown.appendCodePoint(UNKNOWN_LETTER);
            }
        });
        return shown.toString().strip();
    }

    private static boolean isFormat(int letter) {
        return Character.getType(letter) == Character.FORMAT;
    }

    private int endOfLine(String text, int begin, BreakIterator breaks, float width) {
        float used = 0;
        int end = begin;
        for (int next = breaks.following(begin); next != BreakIterator.DONE; next = breaks.next()) {
            String word = text.substring(end, next);
            float whole = width(word);
            // A space at the end of a line needs no place.
            if (used + whole > width && used + width(word.stripTrailing()) > width) {
                return end > begin ? end : endWithinWord(text, begin, next, width);
            }
            used += whole;
            end = next;
        }
        return text.length();
    }

    /** Of a word that is longer than a line, such as a hash. */
    private int endWithinWord(String text, int begin, int end, float width) {
        int fits = begin + Character.charCount(text.codePointAt(begin));
        while (fits < end) {
            int next = fits + Character.charCount(text.codePointAt(fits));
            if (width(text.substring(begin, next)) > width) {
                break;
            }
            fits = next;
        }
        return fits;
    }

    private float width(String text) {
        float width = 0;
        for (Run run : runs(text, null)) {
            GlyphVector shaped = shaped(run);
            width += (float) shaped.getGlyphPosition(shaped.getNumGlyphs()).getX();
        }
        return width;
    }

    /** Letters of one font and one level, in logical order. */
    private record Run(String text, int font, byte level) {}

    private List<Run> runs(String text, @Nullable Bidi bidi) {
        List<Run> runs = new ArrayList<>();
        int begin = 0;
        int font = 0;
        int level = bidi == null ? 0 : bidi.getLevelAt(0);
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int letter = text.codePointAt(at);
            int ofLetter = at == 0 ? fontOf(letter, -1) : fontOf(letter, font);
            int levelHere = bidi == null ? 0 : bidi.getLevelAt(at);
            if (at > begin && (ofLetter != font || levelHere != level)) {
                runs.add(new Run(text.substring(begin, at), font, (byte) level));
                begin = at;
            }
            font = ofLetter;
            level = levelHere;
        }
        runs.add(new Run(text.substring(begin), font, (byte) level));
        return runs;
    }

    /** Spaces, marks and points stay with the letters before them. */
    private int fontOf(int letter, int before) {
        if (before >= 0 && (isFormat(letter) || !Character.isLetter(letter) && fonts.get(before).canDisplay(letter))) {
            return before;
        }
        for (int font = 0; font < fonts.size(); font++) {
            if (fonts.get(font).canDisplay(letter)) {
                return font;
            }
        }
        return Math.max(before, 0);
    }

    private GlyphVector shaped(Run run) {
        char[] letters = run.text().toCharArray();
        return fonts.get(run.font()).layoutGlyphVector(PRECISE, letters, 0, letters.length,
                run.level() % 2 == 1 ? Font.LAYOUT_RIGHT_TO_LEFT : Font.LAYOUT_LEFT_TO_RIGHT);
    }

    private Line line(String text, Bidi bidi) {
        List<Run> runs = runs(text, bidi);
        byte[] levels = new byte[runs.size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = runs.get(i).level();
        }
        Object[] visual = runs.toArray();
        Bidi.reorderVisually(levels, 0, visual, 0, visual.length);
        List<Glyph> glyphs = new ArrayList<>();
        float x = 0;
        for (Object run : visual) {
            x += place((Run) run, x, glyphs);
        }
        return new Line(glyphs, x);
    }

    /** Returns the run's width. */
    private float place(Run run, float x, List<Glyph> glyphs) {
        GlyphVector shaped = shaped(run);
        int count = shaped.getNumGlyphs();
        List<String> texts = texts(run, shaped);
        for (int i = 0; i < count; i++) {
            if (shaped.getGlyphCode(i) < INVISIBLE && !texts.get(i).isEmpty()) {
                glyphs.add(new Glyph(run.font(), shaped.getGlyphCode(i), texts.get(i),
                        x + (float) shaped.getGlyphPosition(i).getX(), -(float) shaped.getGlyphPosition(i).getY()));
            }
        }
        return (float) shaped.getGlyphPosition(count).getX();
    }

    /**
     * What each glyph stands for: the letters from its own to the next that has a glyph. Where several glyphs make up some letters, such
     * as a letter and its dots, each has one as far as there are; the others have none, and say so with a space of no width.
     */
    private static List<String> texts(Run run, GlyphVector shaped) {
        int count = shaped.getNumGlyphs();
        TreeSet<Integer> begins = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            begins.add(shaped.getGlyphCharIndex(i));
        }
        boolean rightToLeft = run.level() % 2 == 1;
        String[] texts = new String[count];
        for (int begin : begins) {
            Integer next = begins.higher(begin);
            String letters = withoutFormat(run.text().substring(begin, next == null ? run.text().length() : next));
            List<Integer> glyphs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int glyph = rightToLeft ? count - 1 - i : i;
                if (shaped.getGlyphCharIndex(glyph) == begin) {
                    glyphs.add(glyph);
                }
            }
            int[] each = letters.codePoints().toArray();
            for (int i = 0; i < glyphs.size(); i++) {
                String text;
                if (glyphs.size() == each.length) {
                    text = Character.toString(each[i]);
                } else if (letters.isEmpty()) {
                    text = "";
                } else {
                    text = i == 0 ? letters : "\u200B";
                }
                texts[glyphs.get(i)] = text;
            }
        }
        return List.of(texts);
    }

    private static String withoutFormat(String letters) {
        return letters.codePoints().filter(letter -> !isFormat(letter))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
