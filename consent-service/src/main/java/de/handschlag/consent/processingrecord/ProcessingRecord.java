package de.handschlag.consent.processingrecord;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.LegalBasis;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.catalogue.PurposeUse;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.catalogue.Named;

/** What an agency may do with data by way of the platform, read from the catalogue. */
@ApplicationScoped
class ProcessingRecord {

    private static final String ENGLISH = "en";

    private final CatalogueService catalogue;
    private final CatalogueNames names;

    ProcessingRecord(CatalogueService catalogue, CatalogueNames names) {
        this.catalogue = catalogue;
        this.names = names;
    }

    /**
     * All that agencies of its type may read for, in the order of the catalogue.
     *
     * @param language tag of the page's language
     */
    List<Activity> of(AgencyView agency, String language) {
        return catalogue.purposes().stream()
                .flatMap(purpose -> catalogue.usesOf(purpose).stream()
                        .filter(use -> use.agencyType().equals(agency.agencyType()))
                        .map(use -> activity(agency, purpose, use, language)))
                .toList();
    }

    private Activity activity(AgencyView agency, Purpose purpose, PurposeUse use, String language) {
        List<Activity.Item> items = catalogue.attributesOf(purpose).stream().filter(row -> row.basis() == use.basis())
                .map(row -> item(row, language)).toList();
        boolean english = language.equals(ENGLISH);
        Named plainly = names.purposePlainly(purpose.key(), language);
        return new Activity(purpose.key(), names.purpose(purpose.key(), language).label(),
                plainly == null ? purpose.plainPurposeDe() : plainly.label(), use.basis(), use.personChoice(),
                legalBasis(agency, purpose, use, items, english), purpose.appliesTo() == Purpose.AppliesTo.MINORS,
                items, english ? purpose.retentionHintEn() : purpose.retentionHintDe(),
                purpose.requiresSecrecyRelease(), purpose.caseReasonRequired(),
                use.basis() == Basis.STATUTE ? deferralDays(purpose) : null);
    }

    private static @Nullable Integer deferralDays(Purpose purpose) {
        Purpose.Deferral deferral = purpose.deferral();
        return deferral == null ? null : deferral.days();
    }

    private String legalBasis(AgencyView agency, Purpose purpose, PurposeUse use, List<Activity.Item> items,
            boolean english) {
        if (use.basis() == Basis.CONSENT) {
            boolean special = items.stream().anyMatch(Activity.Item::isSpecial);
            LegalBasis basis = catalogue.basisOfConsent(agency.dataProtectionRegime(), special);
            return english ? basis.citationEn() : basis.citationDe();
        }
        String norm = use.norm();
        if (norm != null) {
            return norm;
        }
        return english ? purpose.legalBasisEn() : purpose.legalBasisDe();
    }

    private Activity.Item item(PurposeAttribute row, String language) {
        Attribute attribute = catalogue.attribute(row.attribute()).orElseThrow();
        return new Activity.Item(names.attribute(row.attribute(), language).label(), attribute.sensitivity(),
                row.necessity(), attribute.othersData(), attribute.hiddenByBlock(),
                row.sourceTypes().stream().map(type -> names.agencyType(type, language).label()).toList());
    }
}
