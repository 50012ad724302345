package de.handschlag.consent.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What veraPDF and PDFBox, which did not make a paper, say of it. */
public final class PdfProbe {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private PdfProbe() {}

    /** What keeps it from being PDF/UA-1; empty if nothing does. */
    public static List<String> faults(byte[] pdf) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf),
                PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.getTotalAssertions()).isGreaterThan(500);
            return result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage()).distinct()
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException("veraPDF cannot read it", e);
        }
    }

    /** The texts that somebody hears, in their order. */
    public static List<String> texts(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return texts(document);
        } catch (IOException e) {
            throw new IllegalStateException("PDFBox cannot read it", e);
        }
    }

    /** The same of an open document. */
    public static List<String> texts(PDDocument document) {
        return elements(document.getDocumentCatalog().getStructureTreeRoot()).stream()
                .map(PDStructureElement::getActualText).filter(text -> text != null).toList();
    }

    /** All elements of its structure, or of a part of it, in their order. */
    public static List<PDStructureElement> elements(PDStructureNode part) {
        List<PDStructureElement> elements = new ArrayList<>();
        collect(part, elements);
        return elements;
    }

    private static void collect(PDStructureNode node, List<PDStructureElement> elements) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                elements.add(element);
                collect(element, elements);
            }
        }
    }
}
