package de.handschlag.verifier.lawfulness;

import java.util.regex.Pattern;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.payload.LoggedEvent.Disclosed;

/** Whether a norm lets this type of agency read this for this purpose, as the catalogue says. */
final class NormRules {

    /** A section or an article, by its number. */
    private static final Pattern SECTION = Pattern.compile("(\u00a7\u00a7?|Art\\.|Artikel)[\\s\\p{Z}]*[0-9]");

    private final History history;
    private final PurposeCatalogue purposes;
    private final Faults faults;

    NormRules(History history, PurposeCatalogue purposes, Faults faults) {
        this.history = history;
        this.purposes = purposes;
        this.faults = faults;
    }

    /** R22: section-exact, for this type of agency, and no more than the catalogue lists for it. */
    void check(long index, Disclosed disclosed, String norm, String basis) {
        if (!SECTION.matcher(norm).find()) {
            wrong(index, "the norm " + norm + " names no section");
        }
        if (basis.equals(PurposeCatalogue.STATUTE) && !disclosed.saysWhatFor() && history.hasGroundsBefore(index)) {
            wrong(index, "it names no file or no reason, and reads by a statute before it do");
        }
        if (history.isOfEarlierCatalogue(index)) {
            return;
        }
        Person person = history.person(disclosed.person());
        String agency = disclosed.agency();
        String type = person == null || agency == null ? null : person.agencyType(agency, disclosed.revision());
        if (type == null) {
            boolean lost = person != null && person.hasGap(0, disclosed.revision());
            if (!lost) {
                wrong(index, "of which type agency " + agency + " is, nothing tells");
            }
            return;
        }
        if (!purposes.restsOn(basis, disclosed.purpose(), type)) {
            wrong(index, "purpose " + disclosed.purpose() + " does not rest on a norm for an agency of type " + type
                    + " (--catalogue names an operator's own catalogue)");
            return;
        }
        disclosed.attributes().stream().filter(attribute -> !purposes.covers(basis, disclosed.purpose(), attribute))
                .forEach(attribute -> wrong(index,
                        "attribute " + attribute + " is not listed for purpose " + disclosed.purpose()));
    }

    private void wrong(long index, String sentence) {
        faults.add(FaultKind.STATUTE, index, sentence);
    }
}
