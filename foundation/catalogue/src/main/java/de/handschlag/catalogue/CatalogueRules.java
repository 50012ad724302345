package de.handschlag.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Attribute.Shareable;

/** Whether the files fit together. What is checked here would otherwise let something be read that nobody meant. */
final class CatalogueRules {

    private static final Set<String> CHURCH_REGIMES = Set.of("KDG", "DSG-EKD");
    private static final List<String> RELEASE_NAMES = List.of("secrecySources", "agency", "secrecyAttributes",
            "purpose");
    private static final String RELEASE_ANSWER = "answer-release-yes";
    private static final String LAND_REGIME = "DSGVO+LDSG";

    private final CatalogueFiles files;
    private final LocalDate today;
    private final List<String> mistakes;

    CatalogueRules(CatalogueFiles files, LocalDate today, List<String> mistakes) {
        this.files = files;
        this.today = today;
        this.mistakes = mistakes;
    }

    void check() {
        checkReleaseNotice();
        files.codes().values().forEach(this::checkCode);
        files.attributes().values().forEach(this::checkAttribute);
        files.oldValues().values().forEach(this::checkOldValue);
        files.agencyTypes().values().forEach(this::checkAgencyType);
        files.uses().values().forEach(this::checkUse);
        files.purposeAttributes().values().forEach(this::checkPurposeAttribute);
        files.purposes().values().forEach(this::checkPurpose);
        checkLabels();
    }

    /** R6, R9: nobody is asked to release somebody from secrecy by a notice that does not say whom, towards whom, for what and why. */
    private void checkReleaseNotice() {
        List<NoticeElement> elements = files.notices().elements().stream()
                .filter(element -> NoticeElement.isOfRelease(element.condition())).toList();
        Set<String> named = elements.stream().flatMap(element -> element.texts().values().stream())
                .flatMap(text -> NoticeElement.placeholders(text).stream()).collect(Collectors.toSet());
        RELEASE_NAMES.stream().filter(name -> !named.contains(name)).forEach(
                name -> wrong("notice-elements.csv", "no element of a release from secrecy names {" + name + "}"));
        if (elements.stream().noneMatch(element -> element.element().equals(RELEASE_ANSWER))) {
            wrong("notice-elements.csv", "a release from secrecy has no " + RELEASE_ANSWER);
        }
    }

    /** Half a translation would show German words in the middle of another language's, and nobody would notice. */
    private void checkLabels() {
        Set<String> needed = Labels.german(files).keySet();
        files.labels().forEach((language, texts) -> {
            String file = "labels/" + language + ".csv";
            needed.stream().filter(id -> !texts.containsKey(id))
                    .forEach(id -> wrong(file, "there is no label for the " + id));
            texts.keySet().stream().filter(id -> !needed.contains(id))
                    .forEach(id -> wrong(file, "the catalogue has no " + id));
        });
    }

    private void checkCode(Code code) {
        Attribute attribute = files.attributes().get(code.attribute());
        if (attribute == null || !attribute.form().hasCodes()) {
            wrong("code-lists.csv", code.attribute() + " is no attribute with a form that has codes");
            return;
        }
        boolean mayName = code.use() == Code.Use.FORMER || code.use() == Code.Use.REFUSE;
        if ((code.use() == Code.Use.ALIAS) != (code.canonical() != null) && !mayName) {
            wrong("code-lists.csv",
                    code.attribute() + " " + code.code() + ": an alias names its code, and only an alias");
        }
        if (code.canonical() != null) {
            Code canonical = files.codes().get(Code.id(code.attribute(), code.canonical()));
            boolean exists = canonical == null
                    ? attribute.form().acceptsOne(code.canonical())
                    : canonical.use() != Code.Use.ALIAS && canonical.use() != Code.Use.REFUSE;
            if (!exists) {
                wrong("code-lists.csv",
                        code.attribute() + " " + code.code() + ": there is no code " + code.canonical());
            }
        }
    }

    private void checkAttribute(Attribute attribute) {
        String key = attribute.key();
        boolean onlyCodes = attribute.form() == ValueForm.CODE || attribute.form() == ValueForm.CODES;
        if (onlyCodes && attribute.shareable() != Shareable.NO
                && files.codes().values().stream().noneMatch(code -> code.attribute().equals(key))) {
            wrong("code-lists.csv", "there is no code for " + key);
        }
        if (attribute.form().isDate() != files.dateBounds().containsKey(key)) {
            wrong("date-bounds.csv", key + ": bounds belong to a date, and each date has some");
        }
        Set<Basis> used = files.purposeAttributes().values().stream().filter(row -> row.attribute().equals(key))
                .map(PurposeAttribute::basis).collect(Collectors.toSet());
        if (attribute.shareable() == Shareable.YES && !used.contains(Basis.CONSENT)) {
            wrong("attributes.csv", key + " is shareable, but in no list of a consent");
        }
        if (attribute.shareable() == Shareable.STATUTE_ONLY && used.isEmpty()) {
            wrong("attributes.csv", key + " is for statutes only, but in none of their lists");
        }
    }

    private void checkOldValue(OldValue old) {
        Attribute attribute = files.attributes().get(old.attribute());
        if (attribute == null) {
            wrong("old-values.csv", "attributes.csv has no attribute " + old.attribute());
        } else if (!(new AttributeValues(files).check(attribute, old.value(), today) instanceof ValueCheck.Accepted)) {
            wrong("old-values.csv", old.attribute() + ": what " + old.old() + " is mapped to is no value");
        }
    }

    private void checkAgencyType(AgencyType type) {
        if (!files.authorities().containsKey(type.defaultAuthority())) {
            wrong("agency-types.csv", type.key() + ": authorities.csv has no " + type.defaultAuthority());
        }
        for (boolean special : new boolean[]{false, true}) {
            if (!files.legalBases().containsKey(LegalBasis.id(type.defaultRegime(), Basis.CONSENT, special))) {
                wrong("legal-bases.csv", "there is no consent for the regime " + type.defaultRegime()
                        + (special ? " with a special category" : ""));
            }
        }
        if (!fits(type.sector(), type.defaultRegime())) {
            wrong("agency-types.csv", type.key() + ": sector and regime do not fit");
        }
        if (type.mayInformImmigrationOffice() && (type.sector() != Sector.PUBLIC || type.education())) {
            wrong("agency-types.csv", type.key() + ": § 87 AufenthG does not bind it (R20)");
        }
        if ((type.sector() == Sector.PUBLIC) != type.secrecy().contains(Secrecy.STGB_203_2)) {
            wrong("agency-types.csv", type.key() + ": § 203 Abs. 2 StGB binds public officials, and all of them");
        }
    }

    /** Whether an agency of the sector can be under the data protection law. */
    static boolean fits(Sector sector, String regime) {
        return (sector == Sector.CHURCH) == CHURCH_REGIMES.contains(regime)
                && (sector == Sector.PUBLIC || !regime.equals(LAND_REGIME));
    }

    private void checkUse(PurposeUse use) {
        String where = use.purpose() + " " + use.agencyType();
        Purpose purpose = files.purposes().get(use.purpose());
        AgencyType type = files.agencyTypes().get(use.agencyType());
        if (purpose == null || type == null) {
            wrong("purpose-agency-types.csv", where + ": unknown purpose or type of agency");
            return;
        }
        if ((use.basis() == Basis.EMERGENCY) != (purpose.basisKind() == Basis.EMERGENCY)) {
            wrong("purpose-agency-types.csv", where + ": an emergency is nothing else, and nothing else is one (R21)");
        }
        if (use.basis() == Basis.STATUTE && type.sector() != Sector.PUBLIC) {
            wrong("purpose-agency-types.csv", where + ": a statutory reader that is no public body");
        }
        String norm = String.valueOf(use.norm());
        if (use.personChoice() && !norm.contains("§ 67f") && !norm.contains("EGovG")) {
            wrong("purpose-agency-types.csv", where + ": the person's choice rests on § 67f SGB X or § 5 EGovG");
        }
    }

    private void checkPurposeAttribute(PurposeAttribute row) {
        String where = row.purpose() + " " + row.attribute();
        Purpose purpose = files.purposes().get(row.purpose());
        Attribute attribute = files.attributes().get(row.attribute());
        if (purpose == null || attribute == null) {
            wrong("purpose-attributes.csv", where + ": unknown purpose or attribute");
            return;
        }
        if (attribute.shareable() == Shareable.NO
                || row.basis() == Basis.CONSENT && attribute.shareable() != Shareable.YES) {
            wrong("purpose-attributes.csv", where + ": is not shareable on this basis (R5)");
        }
        if (attribute.sensitivity() == Sensitivity.SPECIAL
                && citations(purpose, row.basis()).noneMatch(citation -> citation.contains("Art. 9"))) {
            wrong("purpose-attributes.csv", where + ": a special category without Art. 9 DSGVO in its legal basis");
        }
        for (String source : row.sourceTypes()) {
            AgencyType type = files.agencyTypes().get(source);
            if (type == null) {
                wrong("purpose-attributes.csv", where + ": unknown source " + source);
            } else if (type.boundToSecrecy()) {
                wrong("purpose-attributes.csv", where + ": the source " + source + " is bound to secrecy (R9)");
            }
        }
    }

    private Stream<String> citations(Purpose purpose, Basis basis) {
        return Stream.concat(Stream.of(purpose.legalBasisDe()),
                files.uses().values().stream()
                        .filter(use -> use.purpose().equals(purpose.key()) && use.basis() == basis)
                        .map(use -> String.valueOf(use.norm())));
    }

    private void checkPurpose(Purpose purpose) {
        Set<Basis> usedOn = bases(files.uses(), PurposeUse::purpose, PurposeUse::basis, purpose.key());
        Set<Basis> listedOn = bases(files.purposeAttributes(), PurposeAttribute::purpose, PurposeAttribute::basis,
                purpose.key());
        if (!usedOn.equals(listedOn) || !usedOn.contains(purpose.basisKind())) {
            wrong("purposes.csv", purpose.key() + ": each of its bases, " + purpose.basisKind()
                    + " among them, has types of agency and attributes");
        }
    }

    private static <T> Set<Basis> bases(Map<String, T> rows, Function<T, String> purposeOf, Function<T, Basis> basisOf,
            String purpose) {
        return rows.values().stream().filter(row -> purposeOf.apply(row).equals(purpose)).map(basisOf)
                .collect(Collectors.toSet());
    }

    private void wrong(String file, String what) {
        mistakes.add(file + ":0: " + what);
    }
}
