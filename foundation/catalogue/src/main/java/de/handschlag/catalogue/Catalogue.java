package de.handschlag.catalogue;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the files of the catalogue say, by key and in the order of the files. */
public final class Catalogue {

    /**
     * What an agency's statute stands on under a purpose that rests on consent for others: the purpose's own basis would tell the
     * person that they had consented.
     */
    private static final String OF_A_PUBLIC_TASK = "Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO";

    static final String GERMAN = "de";
    static final String PLAIN_GERMAN = "de-simple";
    static final String ENGLISH = "en";

    private final Map<String, Attribute> attributes;
    private final Map<String, Purpose> purposes;
    private final Map<String, AgencyType> agencyTypes;
    private final Map<String, PurposeUse> uses;
    private final Map<String, PurposeAttribute> purposeAttributes;
    private final Map<String, LegalBasis> legalBases;
    private final Map<String, Authority> authorities;
    private final AttributeValues values;
    private final Map<String, Labels> labels;
    private final NoticeFiles notices;
    private final Map<String, SortedSet<String>> consentAttributes;
    private final Set<String> openTypes;
    private final Set<String> nameableTypes;
    private final Map<String, NormScope> scopes;

    Catalogue(CatalogueFiles files) {
        this.attributes = files.attributes();
        this.purposes = files.purposes();
        this.agencyTypes = files.agencyTypes();
        this.uses = files.uses();
        this.purposeAttributes = files.purposeAttributes();
        this.legalBases = files.legalBases();
        this.authorities = files.authorities();
        this.values = new AttributeValues(files);
        this.labels = Labels.of(files);
        this.notices = files.notices();
        this.consentAttributes = purposeAttributes.values().stream().filter(row -> row.basis() == Basis.CONSENT)
                .collect(Collectors.groupingBy(PurposeAttribute::purpose,
                        Collectors.mapping(PurposeAttribute::attribute, Collectors.toCollection(TreeSet::new))));
        this.openTypes = agencyTypes.values().stream().filter(type -> !type.boundToSecrecy()).map(AgencyType::key)
                .collect(Collectors.toUnmodifiableSet());
        this.nameableTypes = agencyTypes.values().stream().filter(type -> !type.betraysPlace()).map(AgencyType::key)
                .collect(Collectors.toUnmodifiableSet());
        this.scopes = uses.values().stream().filter(use -> use.basis() != Basis.CONSENT).collect(Collectors
                .toUnmodifiableMap(use -> PurposeUse.id(use.purpose(), use.agencyType(), use.basis()), this::scopeOf));
    }

    /**
     * Reads the files of a folder.
     *
     * @param today the day by which dates that earlier values are mapped to are judged
     * @throws CatalogueException if a file is missing, holds a mistake or does not fit the others
     */
    public static Catalogue read(Path directory, LocalDate today) {
        return new Catalogue(CatalogueFiles.read(directory, today));
    }

    public Map<String, Attribute> attributes() {
        return attributes;
    }

    public Map<String, Purpose> purposes() {
        return purposes;
    }

    public Map<String, AgencyType> agencyTypes() {
        return agencyTypes;
    }

    /** Who may use the purpose on which basis, in the order of the file. */
    public List<PurposeUse> usesOf(String purpose) {
        return uses.values().stream().filter(use -> use.purpose().equals(purpose)).toList();
    }

    /** How agencies of the type may use the purpose on this basis; empty if they may not. */
    public Optional<PurposeUse> use(String purpose, String agencyType, Basis basis) {
        return Optional.ofNullable(uses.get(PurposeUse.id(purpose, agencyType, basis)));
    }

    /** What the purpose needs, on all its bases, in the order of the file. */
    public List<PurposeAttribute> attributesOf(String purpose) {
        return purposeAttributes.values().stream().filter(row -> row.purpose().equals(purpose)).toList();
    }

    /** All that a consent for the purpose may be about (R36); empty if it rests on consent for nobody. */
    public SortedSet<String> consentAttributes(String purpose) {
        return Collections.unmodifiableSortedSet(consentAttributes.getOrDefault(purpose, Collections.emptySortedSet()));
    }

    /**
     * What agencies of the type may read under the purpose without a consent.
     *
     * @param basis statute or emergency
     * @return empty if the purpose is none for them on this basis
     */
    public Optional<NormScope> scope(String purpose, String agencyType, Basis basis) {
        return Optional.ofNullable(scopes.get(PurposeUse.id(purpose, agencyType, basis)));
    }

    private NormScope scopeOf(PurposeUse use) {
        SortedMap<String, SortedSet<String>> sources = new TreeMap<>();
        if (!use.personChoice()) {
            attributesOf(use.purpose()).stream().filter(row -> row.basis() == use.basis())
                    .forEach(row -> sources.put(row.attribute(), row.sourceTypes()));
        }
        String norm = use.norm();
        Purpose whole = requireNonNull(purposes.get(use.purpose()));
        String legalBasis = whole.basisKind() == Basis.CONSENT ? OF_A_PUBLIC_TASK : whole.legalBasisDe();
        return new NormScope(legalBasis, norm == null ? legalBasis : norm, Collections.unmodifiableSortedMap(sources));
    }

    /** Types of agency whose contributions others read without a release of the person (R9). A type that is not known is none. */
    public Set<String> openTypes() {
        return openTypes;
    }

    /** Types of agency whose name does not tell where a person lives, or is by day (R14). A type that is not known is none. */
    public Set<String> nameableTypes() {
        return nameableTypes;
    }

    /** Data protection laws that an agency can be under. */
    public Set<String> regimes() {
        return legalBases.values().stream().map(LegalBasis::regime).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an agency of the sector can be under the data protection law. */
    public static boolean fits(AgencyType.Sector sector, String regime) {
        return CatalogueRules.fits(sector, regime);
    }

    /** What a consent rests on under this data protection law, in German. */
    public String legalBasisOfConsent(String regime, boolean specialCategory) {
        return basisOfConsent(regime, specialCategory).citationDe();
    }

    /** What a consent rests on under this data protection law. */
    public LegalBasis basisOfConsent(String regime, boolean specialCategory) {
        LegalBasis basis = legalBases.get(LegalBasis.id(regime, Basis.CONSENT, specialCategory));
        if (basis == null) {
            throw new IllegalArgumentException("legal-bases.csv has no regime " + regime);
        }
        return basis;
    }

    /** Who receives complaints. */
    public Map<String, Authority> authorities() {
        return authorities;
    }

    /**
     * Whether a text is a value of the attribute.
     *
     * @param today the day on which it is told
     */
    public ValueCheck check(Attribute attribute, String value, LocalDate today) {
        return values.check(attribute, value, today);
    }

    /**
     * A stored value as the catalogue in force means it: an earlier catalogue may have taken other texts. What no written
     * mapping turns into a value of today is not guessed at and cannot be read. A free text is never taken for a code that it
     * happens to be: the answer "ja" is not Japanese.
     *
     * @param storedForm the form that the attribute had when the value was taken
     */
    public Optional<String> readable(Attribute attribute, String stored, ValueForm storedForm, LocalDate today) {
        return values.readable(attribute, stored, storedForm, today);
    }

    /** The attribute's code list, empty if it has none. */
    public List<Code> codesOf(String attribute) {
        return values.codesOf(attribute);
    }

    /**
     * What the entries are called in a language.
     *
     * @param language BCP 47 tag of one of the languages of R31
     * @return the German labels if there is no file of the language; {@link Labels#language} says which it is
     */
    public Labels labels(String language) {
        return requireNonNull(labels.getOrDefault(language, labels.get(GERMAN)));
    }

    /** The elements of all notices, in the order of the file. */
    public List<NoticeElement> noticeElements() {
        return notices.elements();
    }

    /** Words that stand in notices for what is not known, or the same for all: by name; empty if there are none in the language. */
    public Map<String, String> noticeValues(String language) {
        return notices.values().getOrDefault(language, Map.of());
    }
}
