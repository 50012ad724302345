package de.handschlag.consent.catalogue;

import java.util.List;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.catalogue.PurposeUse;

/**
 * A purpose as everybody sees it.
 *
 * @param basisKind       the basis of most of its readers
 * @param legalBasis      in German
 * @param statute         section-exact norm; null unless most of its readers rest on one
 * @param visibility      {@code deferrable} if showing a read to the person can be deferred, with a reason
 * @param suggestedMonths proposed lifetime of a consent; null unless it rests on one
 * @param agencyTypes     who may use it on which basis; nobody else may
 * @param attributes      what it needs, on each of its bases; nothing else can be asked for or read (R36)
 */
record PurposeView(String key, String labelDe, String labelEn, Basis basisKind, String dpvIri, String legalBasis,
        @Nullable String statute, boolean requiresSecrecyRelease, String plainPurposeDe, String plainPurposeEn,
        String visibility, boolean caseReasonRequired, Purpose.AppliesTo appliesTo, @Nullable Integer suggestedMonths,
        List<Use> agencyTypes, List<Item> attributes) {

    static PurposeView of(Purpose purpose, List<PurposeUse> uses, List<PurposeAttribute> attributes) {
        return new PurposeView(purpose.key(), purpose.labelDe(), purpose.labelEn(), purpose.basisKind(),
                purpose.dpvIri(), purpose.legalBasisDe(), purpose.norm(), purpose.requiresSecrecyRelease(),
                purpose.plainPurposeDe(), purpose.plainPurposeEn(),
                purpose.deferral() == null ? "at-once" : "deferrable", purpose.caseReasonRequired(),
                purpose.appliesTo(), purpose.suggestedMonths(),
                uses.stream().map(use -> new Use(use.agencyType(), use.basis(), use.personChoice(), use.norm()))
                        .toList(),
                attributes.stream()
                        .map(row -> new Item(row.attribute(), row.basis(), row.necessity(), row.sourceTypes()))
                        .toList());
    }

    /**
     * @param personChoice retrieval at the person's choice; not possible yet, so that it reads nothing
     * @param statute      norm for this type; null unless it rests on one
     */
    record Use(String agencyType, Basis basis, boolean personChoice, @Nullable String statute) {}

    /**
     * @param necessity   whether the purpose works without it; never that the person must agree
     * @param sourceTypes types of agency whose contributions may be read; empty for a consent, which covers any source
     */
    record Item(String attribute, Basis basis, PurposeAttribute.Necessity necessity, SortedSet<String> sourceTypes) {}
}
