package de.handschlag.consent.paper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

import de.handschlag.page.PageLanguage;

/**
 * A document that everybody can read, also by ear: tagged as PDF/UA-1 (ISO 14289-1) demands, with its fonts within it. Each
 * paragraph's structure has its text as it is written; what is drawn are its glyphs, in the order in which they are seen.
 */
final class TaggedPdf implements AutoCloseable {

    private static final PDRectangle A4 = PDRectangle.A4;
    private static final float MARGIN = 57;
    private static final float COLUMN = A4.getWidth() - 2 * MARGIN;
    private static final float LINE_HEIGHT = 1.5f;
    private static final float MODULE = 2.5f;
    private static final int ENTRIES_PER_BLOCK = 100;

    private final TextShaper shaper;
    private final PageLanguage language;
    private final PDDocument document = new PDDocument();
    private final PDStructureElement whole;
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final Map<Integer, PDType0Font> fonts = new HashMap<>();
    /** Of each font: what its glyphs stand for. */
    private final Map<Integer, SortedMap<Integer, String>> letters = new HashMap<>();
    private final List<COSArray> elementsOfPages = new ArrayList<>();
    private PDStructureElement within;
    private PDPage page;
    private StringBuilder content;
    private float y;

    TaggedPdf(TextShaper shaper, String title, PageLanguage language, Instant madeAt) {
        this.shaper = shaper;
        this.language = language;
        document.setVersion(1.7f);
        document.getDocumentCatalog().setLanguage(language.tag());
        PDMarkInfo tagged = new PDMarkInfo();
        tagged.setMarked(true);
        document.getDocumentCatalog().setMarkInfo(tagged);
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
        document.getDocumentCatalog().setStructureTreeRoot(root);
        whole = new PDStructureElement("Document", root);
        root.appendKid(whole);
        within = whole;
        describe(title, madeAt);
        page = new PDPage(A4);
        content = new StringBuilder();
        beginPage();
    }

    /** How a text looks, and what it is. */
    enum Style {
        TITLE("H1", 18, 6),
        HEADING("H2", 13, 14),
        SUBHEADING("H3", 12, 8),
        LABEL("P", 9, 7),
        TEXT("P", 11, 2);

        private final String role;
        private final float size;
        private final float before;

        Style(String role, float size, float before) {
            this.role = role;
            this.size = size;
            this.before = before;
        }
    }

    /** A text in the document's language. */
    void text(Style style, String text) {
        text(style, text, language);
    }

    /** A text that may be in another language. */
    void text(Style style, String text, PageLanguage of) {
        text(style, text, of, of.isRightToLeft());
    }

    /** A name, number or address: it has a direction of its own, and begins where other lines begin. */
    void verbatim(Style style, String text) {
        boolean rightToLeft = text.codePoints().filter(Character::isLetter).limit(1)
                .anyMatch(letter -> Character.getDirectionality(letter) == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || Character.getDirectionality(letter) == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
        text(style, text, language, rightToLeft);
    }

    private void text(Style style, String text, PageLanguage of, boolean rightToLeft) {
        List<TextShaper.Line> lines = shaper.lines(text, rightToLeft, of.locale(),
                COLUMN / style.size * TextShaper.UNITS);
        if (lines.isEmpty()) {
            return;
        }
        PDStructureElement element = element(style.role);
        element.setActualText(text);
        if (of != language) {
            element.setLanguage(of.tag());
        }
        y -= style.before;
        float height = style.size * LINE_HEIGHT;
        // A heading or label is not left alone at the end of a page.
        require(style == Style.TEXT ? height : 3 * height);
        begin(element, style.role);
        for (TextShaper.Line line : lines) {
            if (y - height < MARGIN) {
                end();
                newPage();
                begin(element, style.role);
            }
            y -= height;
            float free = COLUMN - line.width() / TextShaper.UNITS * style.size;
            draw(line, MARGIN + (language.isRightToLeft() ? free : 0), style.size);
        }
        end();
    }

    /** What follows belongs together, in this language. */
    void beginSection(PageLanguage of) {
        within = element("Sect");
        within.setLanguage(of.tag());
    }

    void endSection() {
        within = whole;
    }

    /** @param alternative what somebody hears who does not see it */
    void qrCode(String address, String alternative) {
        BitMatrix modules;
        try {
            modules = new QRCodeWriter().encode(address, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalArgumentException("this text is too long for a QR code", e);
        }
        float size = modules.getWidth() * MODULE;
        y -= 6;
        require(size);
        float left = language.isRightToLeft() ? MARGIN + COLUMN - size : MARGIN;
        float top = y;
        PDStructureElement figure = element("Figure");
        figure.setAlternateDescription(alternative);
        COSDictionary layout = new COSDictionary();
        layout.setName(COSName.O, "Layout");
        layout.setItem(COSName.BBOX, rectangle(left, top - size, left + size, top));
        figure.getCOSObject().setItem(COSName.A, layout);
        begin(figure, "Figure");
        for (int row = 0; row < modules.getHeight(); row++) {
            for (int column = 0; column < modules.getWidth(); column++) {
                if (modules.get(column, row)) {
                    content.append(String.format(Locale.ROOT, "%.2f %.2f %.2f %.2f re%n", left + column * MODULE,
                            top - (row + 1) * MODULE, MODULE, MODULE));
                }
            }
        }
        content.append("f\n");
        end();
        y -= size;
    }

    private static COSArray rectangle(float left, float bottom, float right, float top) {
        COSArray array = new COSArray();
        for (float side : new float[]{left, bottom, right, top}) {
            array.add(new COSFloat(side));
        }
        return array;
    }

    private PDStructureElement element(String role) {
        PDStructureElement element = new PDStructureElement(role, within);
        within.appendKid(element);
        return element;
    }

    private void require(float height) {
        if (y - height < MARGIN) {
            newPage();
        }
    }

    /** From here on, until {@link #end}, content of the page belongs to the element. */
    private void begin(PDStructureElement element, String role) {
        COSArray elements = elementsOfPages.getLast();
        int id = elements.size();
        elements.add(element.getCOSObject());
        PDMarkedContentReference reference = new PDMarkedContentReference();
        reference.setPage(page);
        reference.setMCID(id);
        element.appendKid(reference);
        content.append('/').append(role).append(" <</MCID ").append(id).append(">> BDC\n");
    }

    private void end() {
        content.append("EMC\n");
    }

    /** Each glyph at its own place: Arabic marks stand above and below, and nothing depends on a viewer's shaping. */
    private void draw(TextShaper.Line line, float left, float size) {
        content.append("BT\n");
        int font = -1;
        for (TextShaper.Glyph glyph : line.glyphs()) {
            if (glyph.font() != font) {
                font = glyph.font();
                content.append(String.format(Locale.ROOT, "/F%d %.1f Tf%n", font, size));
            }
            letters.computeIfAbsent(font, _ -> new TreeMap<>()).putIfAbsent(glyph.id(), glyph.text());
            content.append(String.format(Locale.ROOT, "1 0 0 1 %.3f %.3f Tm <%04X> Tj%n",
                    left + glyph.x() / TextShaper.UNITS * size, y + glyph.y() / TextShaper.UNITS * size, glyph.id()));
        }
        content.append("ET\n");
    }

    private void newPage() {
        endPage();
        page = new PDPage(A4);
        content = new StringBuilder();
        beginPage();
    }

    private void beginPage() {
        page.getCOSObject().setInt(COSName.STRUCT_PARENTS, elementsOfPages.size());
        page.getCOSObject().setName(COSName.getPDFName("Tabs"), "S");
        page.setResources(new PDResources());
        document.addPage(page);
        elementsOfPages.add(new COSArray());
        y = A4.getHeight() - MARGIN;
    }

    private void endPage() {
        page.setContents(stream(content.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    private PDStream stream(byte[] bytes) {
        try {
            return new PDStream(document, new ByteArrayInputStream(bytes), COSName.FLATE_DECODE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document; nothing can be added any more. */
    byte[] toBytes() {
        endPage();
        SortedMap<Integer, PDParentTreeValue> parents = new TreeMap<>();
        for (int i = 0; i < elementsOfPages.size(); i++) {
            parents.put(i, new PDParentTreeValue(elementsOfPages.get(i)));
        }
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(parents.size());
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            letters.forEach(this::embed);
            for (PDPage each : document.getPages()) {
                fonts.forEach((font, embedded) -> each.getResources().put(COSName.getPDFName("F" + font), embedded));
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void embed(int number, SortedMap<Integer, String> glyphs) {
        try {
            PDType0Font font = PDType0Font.load(document, new ByteArrayInputStream(shaper.file(number)), true);
            font.addGlyphsToSubset(new HashSet<>(glyphs.keySet()));
            font.subset();
            // PDFBox knows the letters of glyphs that have one by the font; joined forms and ligatures have not.
            font.getCOSObject().setItem(COSName.TO_UNICODE, stream(toUnicode(glyphs)));
            fonts.put(number, font);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] toUnicode(SortedMap<Integer, String> glyphs) {
        StringBuilder map = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000> <FFFF>
                endcodespacerange
                """);
        List<Map.Entry<Integer, String>> entries = List.copyOf(glyphs.entrySet());
        for (int from = 0; from < entries.size(); from += ENTRIES_PER_BLOCK) {
            List<Map.Entry<Integer, String>> block = entries.subList(from,
                    Math.min(entries.size(), from + ENTRIES_PER_BLOCK));
            map.append(block.size()).append(" beginbfchar\n");
            for (Map.Entry<Integer, String> entry : block) {
                map.append(String.format(Locale.ROOT, "<%04X> <", entry.getKey()));
                for (char unit : entry.getValue().toCharArray()) {
                    map.append(String.format(Locale.ROOT, "%04X", (int) unit));
                }
                map.append(">\n");
            }
            map.append("endbfchar\n");
        }
        return map.append("""
                endcmap
                CMapName currentdict /CMap defineresource pop
                end
                end
                """).toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void describe(String title, Instant madeAt) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreationDate(GregorianCalendar.from(madeAt.atZone(ZoneOffset.UTC)));
        String xmp = """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
                <pdfuaid:part>1</pdfuaid:part>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                <dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
                <xmp:CreateDate>%s</xmp:CreateDate>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                <?xpacket end="w"?>"""
                .formatted(title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), language.tag(),
                        madeAt);
        PDMetadata metadata = new PDMetadata(document);
        try (OutputStream out = metadata.createOutputStream()) {
            out.write(xmp.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.getDocumentCatalog().setMetadata(metadata);
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
