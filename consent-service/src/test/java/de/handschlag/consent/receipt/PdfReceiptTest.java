package de.handschlag.consent.receipt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.NoticeElement;
import de.handschlag.consent.consentrecord.ConsentsMessages;
import de.handschlag.consent.notice.Notice;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.consent.paper.PaperPress;
import de.handschlag.consent.paper.PdfProbe;
import de.handschlag.page.PageLanguage;

@DisplayName("Receipts as PDF, by veraPDF and PDFBox")
class PdfReceiptTest {

    private static final PaperPress PRESS = new PaperPress(ZoneId.of("Europe/Berlin"));
    private static final Catalogue CATALOGUE = Catalogue.read(Path.of("../deploy/catalogue"),
            LocalDate.of(2026, 8, 19));

    /** The page's words in a language, without a service. */
    private static ConsentsMessages words(PageLanguage language) {
        Properties texts = new Properties();
        String file = "/messages/consents_" + language.tag().replace('-', '_') + ".properties";
        try (InputStream stream = requireNonNull(PdfReceiptTest.class.getResourceAsStream(file));
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return (ConsentsMessages) Proxy.newProxyInstance(PdfReceiptTest.class.getClassLoader(),
                new Class<?>[]{ConsentsMessages.class},
                (_, method, _) -> requireNonNull(texts.getProperty(method.getName()), method.getName()));
    }

    private static byte[] pdf(Receipt receipt) {
        return PdfReceipt.of(receipt, words(receipt.language()), PRESS);
    }

    /** All that notices of this language are made of, with German names and days in it as they have. */
    private static Notice notice(PageLanguage language) {
        String text = CATALOGUE.noticeElements().stream()
                .filter(element -> element.notice() == NoticeElement.Kind.CONSENT)
                .map(element -> requireNonNull(element.texts().get(language.tag())))
                .map(sentence -> sentence.replace("{agency}", "Stelle „Ankommen“ (Nord)").replaceAll("\\{\\w+}",
                        "2. Mai 2027, § 87 AufenthG"))
                .collect(Collectors.joining("\n"));
        return Notice.ofText("wording-3", "b".repeat(64), NoticeLanguage.ofTag(language.tag()), text);
    }

    private static Receipt receipt(PageLanguage language) {
        return SampleReceipts.of(Receipt.State.GIVEN, notice(language), language);
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    @DisplayName("R6 In each language it is PDF/UA-1, says its language, and has the notice letter by letter")
    void everyLanguage(PageLanguage language) throws Exception {
        Receipt receipt = receipt(language);
        byte[] pdf = pdf(receipt);

        assertThat(PdfProbe.faults(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language.tag());
            PDStructureElement notice = PdfProbe.elements(document.getDocumentCatalog().getStructureTreeRoot()).stream()
                    .filter(element -> element.getStructureType().equals("Sect")).findFirst().orElseThrow();
            List<PDStructureElement> paragraphs = PdfProbe.elements(notice);
            assertThat(notice.getLanguage()).isEqualTo(language.tag());
            assertThat(paragraphs.stream().map(PDStructureElement::getActualText).collect(Collectors.joining("\n")))
                    .isEqualTo(requireNonNull(receipt.consent().notice()).text());
        }
        assertThat(pdf.length).as("bytes").isLessThan(250_000);
    }

    /** What a reader copies or searches comes from the glyphs, in the order in which they are seen; so letters are counted. */
    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    @DisplayName("What is drawn are the same letters as the text has, none missing and none instead of another")
    void glyphsStandForTheirLetters(PageLanguage language) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf(receipt(language)))) {
            String drawn = new PDFTextStripper().getText(document);

            assertThat(letters(drawn)).isEqualTo(letters(String.join("\n", PdfProbe.texts(document))));
        }
    }

    private static Map<String, Integer> letters(String text) {
        Map<String, Integer> count = new TreeMap<>();
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().filter(Character::isLetterOrDigit)
                .forEach(letter -> count.merge(Character.toString(letter), 1, Integer::sum));
        return count;
    }

    @ParameterizedTest
    @EnumSource(Receipt.State.class)
    @DisplayName("It says how the record stands, what was granted and what was not, in each state")
    void everyState(Receipt.State state) throws Exception {
        ConsentsMessages words = words(PageLanguage.ARABIC);
        byte[] pdf = pdf(SampleReceipts.of(state));

        assertThat(PdfProbe.faults(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<String> texts = PdfProbe.texts(document);
            assertThat(texts.getFirst()).isEqualTo(words.receipt());
            assertThat(texts.get(1)).isEqualTo(switch (state) {
                case GIVEN -> words.given();
                case REFUSED -> words.refused();
                case WITHDRAWN -> words.withdrawn();
                case WITHDRAWN_ON_PAPER -> words.withdrawnOnPaper();
                case WITHDRAWN_BY_WORD -> words.withdrawnByWord();
                case EXPIRED -> words.expired();
                case REPLACED -> words.replaced();
                case INVALIDATED -> words.invalidated();
            });
            assertThat(texts).contains(SampleReceipts.AGENCY, SampleReceipts.CASE, "الهاتف", "البريد",
                    SampleReceipts.of(state).id().toString());
            assertThat(texts.indexOf("البريد")).isGreaterThan(texts.indexOf(words.notAllowed()));
            assertThat(texts.subList(texts.indexOf(words.history()), texts.size()).contains(words.ended()))
                    .isEqualTo(state != Receipt.State.GIVEN && state != Receipt.State.REFUSED);
        }
    }

    @Test
    @DisplayName("R9 It says which sources were released, since when, and until when; why, where the person did not end it")
    void releases() throws Exception {
        ConsentsMessages words = words(PageLanguage.GERMAN);
        List<String> texts = PdfProbe.texts(pdf(SampleReceipts.of(Receipt.State.GIVEN, null, PageLanguage.GERMAN)));
        String released = "3. November 2026, 08:00";
        String ended = "20. November 2026, 17:45";

        assertThat(texts.subList(texts.indexOf(words.secrecy()), texts.indexOf(words.history()))).containsExactly(
                words.secrecy(), "Stelle <told-only> & Co", words.released(), "Stelle <psz-nord> & Co",
                words.released(), released, "Stelle <taken-back> & Co", words.released(), released, words.withdrawn(),
                ended, "Stelle <changed> & Co", words.released(), released, words.ended(), ended,
                words.releaseEndedWhy(), "Stelle <unknown> & Co", words.released(), released, words.ended(), ended);
        assertThat(PdfProbe.texts(pdf(SampleReceipts.of(Receipt.State.REFUSED)))).doesNotContain(words.secrecy());
    }

    @Test
    @DisplayName("R6 The QR code leads to the withdrawal behind the login; when nothing is granted, to the record")
    void qrCode() throws Exception {
        assertThat(scanned(pdf(SampleReceipts.of(Receipt.State.GIVEN))))
                .isEqualTo("https://handschlag.example/app/consents/" + SampleReceipts.RECORD + "/withdrawal");
        assertThat(scanned(pdf(SampleReceipts.of(Receipt.State.WITHDRAWN))))
                .isEqualTo("https://handschlag.example/app/consents/" + SampleReceipts.RECORD);
    }

    private static String scanned(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(document.getNumberOfPages() - 1, 150);
            int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            return new QRCodeReader()
                    .decode(new BinaryBitmap(
                            new HybridBinarizer(new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels))))
                    .getText();
        }
    }

    @Test
    @DisplayName("Names in any script and words of any length are kept as they are, and the document is still one")
    void wildNames() throws Exception {
        Receipt receipt = SampleReceipts.of(Receipt.State.GIVEN,
                Notice.ofText("wording-3", "c".repeat(64), NoticeLanguage.DE,
                        "漢字 🙂 \u0007\u202E" + "W".repeat(300) + "\n" + "Wort ".repeat(3000).strip()),
                PageLanguage.GERMAN);
        byte[] pdf = pdf(receipt);

        assertThat(PdfProbe.faults(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(PdfProbe.texts(document)).anyMatch(text -> text.startsWith("漢字 🙂"));
            assertThat(document.getNumberOfPages()).isGreaterThan(3);
        }
    }
}
