package de.handschlag.consent.catalogue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Authority;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Labels;
import de.handschlag.catalogue.LegalBasis;
import de.handschlag.catalogue.NoticeElement;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.catalogue.PurposeUse;
import de.handschlag.catalogue.ValueWords;
import de.handschlag.page.Page;

/** The catalogue in force. A mistake in its files stops the start: a consent must not rest on half a catalogue. */
@ApplicationScoped
public class CatalogueService {

    private static final Logger LOG = Logger.getLogger(CatalogueService.class);

    private final CatalogueTables tables;
    private final Catalogue catalogue;

    CatalogueService(CatalogueTables tables, @ConfigProperty(name = "handschlag.catalogue.directory") Path directory,
            InstantSource clock) {
        this.tables = tables;
        this.catalogue = Catalogue.read(directory, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    void importAtStart(@Observes @Priority(1) StartupEvent start) {
        int changed = tables.replaceBy(catalogue);
        LOG.infof("Catalogue: %d attributes, %d purposes, %d agency types; %d rows changed",
                catalogue.attributes().size(), catalogue.purposes().size(), catalogue.agencyTypes().size(), changed);
    }

    public Optional<Attribute> attribute(String key) {
        return Optional.ofNullable(catalogue.attributes().get(key));
    }

    /** A stored value as the page's reader reads it; as it is stored where there are no words for it. */
    public String valueInWords(String attribute, String value, Page page) {
        return new ValueWords(catalogue).of(attribute, value,
                new ValueWords.Reader(page.tag(), page.language().locale(), page::day));
    }

    /** Sees to it that a record from before can refer to its purpose, also if the catalogue has had it between two backups only. */
    @Transactional(TxType.MANDATORY)
    public void recall(String purpose, String legalBasis) {
        tables.addRetired(purpose, legalBasis);
    }

    public Optional<Purpose> purpose(String key) {
        return Optional.ofNullable(catalogue.purposes().get(key));
    }

    public Optional<AgencyType> agencyType(String key) {
        return Optional.ofNullable(catalogue.agencyTypes().get(key));
    }

    /** What agencies of the type rest on if they use the purpose on this basis; empty if they may not. */
    public Optional<PurposeUse> use(String purpose, String agencyType, Basis basis) {
        return catalogue.use(purpose, agencyType, basis);
    }

    /** Whether anybody may be asked for the purpose. */
    public boolean isEverAskedFor(String purpose) {
        return catalogue.usesOf(purpose).stream().anyMatch(use -> use.basis() == Basis.CONSENT);
    }

    /** Whether a statute lets agencies of the type read something. */
    public boolean readsByStatute(String agencyType) {
        return purposes().stream().anyMatch(purpose -> use(purpose.key(), agencyType, Basis.STATUTE).isPresent());
    }

    /** All that agencies of the type can ask for under the purpose (R36); empty if they can ask for nothing. */
    public SortedSet<String> consentAttributes(String purpose, String agencyType) {
        return use(purpose, agencyType, Basis.CONSENT).isEmpty()
                ? Collections.emptySortedSet()
                : catalogue.consentAttributes(purpose);
    }

    /** What a consent rests on under this data protection law, in German. */
    public String legalBasisOfConsent(String regime, Collection<String> attributes) {
        return catalogue.legalBasisOfConsent(regime, attributes.stream()
                .anyMatch(key -> attribute(key).filter(a -> a.sensitivity() == Sensitivity.SPECIAL).isPresent()));
    }

    /** What entries are called in the language of the tag; German if there is no file of it, which the labels say. */
    public Labels labels(String language) {
        return catalogue.labels(language);
    }

    public Set<String> regimes() {
        return catalogue.regimes();
    }

    public Map<String, Authority> authorities() {
        return catalogue.authorities();
    }

    /** What a consent rests on under this data protection law. */
    public LegalBasis basisOfConsent(String regime, boolean specialCategory) {
        return catalogue.basisOfConsent(regime, specialCategory);
    }

    /** Purposes that somebody may be asked for. */
    public List<Purpose> askedFor() {
        return purposes().stream().filter(purpose -> isEverAskedFor(purpose.key())).toList();
    }

    /** Whether the attribute is listed for a consent of some purpose. */
    public boolean canBeConsentedTo(String attribute) {
        return purposes().stream().anyMatch(purpose -> catalogue.consentAttributes(purpose.key()).contains(attribute));
    }

    /** Attributes without which the purpose does not work. */
    public Set<String> requiredForConsent(String purpose) {
        return catalogue.attributesOf(purpose).stream().filter(row -> row.basis() == Basis.CONSENT)
                .filter(row -> row.necessity() == PurposeAttribute.Necessity.REQUIRED).map(PurposeAttribute::attribute)
                .collect(Collectors.toSet());
    }

    /** What notices are made of. */
    public List<NoticeElement> noticeElements() {
        return catalogue.noticeElements();
    }

    /** Words of the language that stand in notices for what is not known; empty if there are none. */
    public Map<String, String> noticeValues(String language) {
        return catalogue.noticeValues(language);
    }

    /** Who may use the purpose, and on which bases. */
    public List<PurposeUse> usesOf(Purpose purpose) {
        return catalogue.usesOf(purpose.key());
    }

    /** What the purpose needs, on all its bases. */
    public List<PurposeAttribute> attributesOf(Purpose purpose) {
        return catalogue.attributesOf(purpose.key());
    }

    public Collection<Attribute> attributes() {
        return catalogue.attributes().values();
    }

    public Collection<Purpose> purposes() {
        return catalogue.purposes().values();
    }

    public Collection<AgencyType> agencyTypes() {
        return catalogue.agencyTypes().values();
    }
}
