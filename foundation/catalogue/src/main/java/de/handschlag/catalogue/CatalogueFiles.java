package de.handschlag.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Attribute.Shareable;
import de.handschlag.catalogue.Purpose.AppliesTo;
import de.handschlag.catalogue.Purpose.Deferral;
import de.handschlag.catalogue.Purpose.Visibility;
import de.handschlag.catalogue.PurposeAttribute.Necessity;

/** The rows of the catalogue's files, each by its key and in its file's order. */
record CatalogueFiles(Map<String, Attribute> attributes, Map<String, Code> codes, Map<String, DateBounds> dateBounds,
        Map<String, OldValue> oldValues, Map<String, Purpose> purposes, Map<String, AgencyType> agencyTypes,
        Map<String, PurposeUse> uses, Map<String, PurposeAttribute> purposeAttributes,
        Map<String, LegalBasis> legalBases, Map<String, Authority> authorities, Map<String, Map<String, String>> labels,
        NoticeFiles notices) {

    private static final String KEY = "[a-z][a-z0-9_]{1,62}";
    private static final String PURPOSE_KEY = "[a-z][a-z0-9-]{1,62}";
    private static final String TRANSLATED_LANGUAGE = "[a-z]{2,3}";
    private static final Set<String> IN_THE_MAIN_FILES = new TreeSet<>(
            Set.of(Catalogue.GERMAN, Catalogue.PLAIN_GERMAN, Catalogue.ENGLISH));
    private static final String CSV = ".csv";
    private static final String NONE = "none";
    private static final String ANY_SOURCE = "any";
    private static final String ADVANCE_RELEASE = "advance-release";

    /**
     * Reads and checks.
     *
     * @param today as {@link Catalogue#read} says
     * @throws CatalogueException with every mistake
     */
    static CatalogueFiles read(Path directory, LocalDate today) {
        List<String> mistakes = new ArrayList<>();
        Reading reading = new Reading(directory, mistakes);
        Map<String, Purpose> purposes = reading.purposes();
        CatalogueFiles files = new CatalogueFiles(reading.attributes(), reading.codes(), reading.dateBounds(),
                reading.oldValues(), purposes, reading.agencyTypes(), reading.uses(purposes),
                reading.purposeAttributes(), reading.legalBases(), reading.authorities(), reading.labels(),
                NoticeFiles.read(directory, mistakes));
        if (mistakes.isEmpty()) {
            // What a broken file lacks would be reported once more for each row that names it.
            new CatalogueRules(files, today, mistakes).check();
        }
        if (!mistakes.isEmpty()) {
            throw new CatalogueException(mistakes);
        }
        return files;
    }

    /** One method per file. */
    private record Reading(Path directory, List<String> mistakes) {

        private CsvFile file(String name) {
            return new CsvFile(directory, name, mistakes);
        }

        Map<String, Attribute> attributes() {
            return file("attributes.csv").rows(
                    List.of("key", "label_de", "label_en", "category", "standard", "sensitivity", "shareable", "form",
                            "hidden_by_block", "confidential_from_guardian_possible", "others_data", "note"),
                    row -> new Attribute(row.key(KEY), row.text("label_de"), row.text("label_en"), row.text("category"),
                            row.optionalText("standard"), row.oneOf("sensitivity", Sensitivity.class),
                            row.oneOf("shareable", Shareable.class), row.oneOf("form", ValueForm.class),
                            row.yesOrNo("hidden_by_block"), row.yesOrNo("confidential_from_guardian_possible"),
                            row.yesOrNo("others_data")),
                    Attribute::key);
        }

        Map<String, Code> codes() {
            return file("code-lists.csv").rows(
                    List.of("attribute", "code", "label_de", "label_en", "use", "canonical", "destatis_key", "source",
                            "verification"),
                    row -> new Code(row.text("attribute"), row.text("code"), row.text("label_de"), row.text("label_en"),
                            row.oneOf("use", Code.Use.class), row.textOrNull("canonical")),
                    code -> Code.id(code.attribute(), code.code()));
        }

        Map<String, DateBounds> dateBounds() {
            return file("date-bounds.csv").rows(List.of("attribute", "earliest", "latest"), row -> {
                try {
                    return new DateBounds(row.text("attribute"), LocalDate.parse(row.text("earliest")),
                            Period.parse(row.text("latest")));
                } catch (DateTimeException e) {
                    throw row.mistake("earliest is a date, latest a period from today on");
                }
            }, DateBounds::attribute);
        }

        Map<String, OldValue> oldValues() {
            return file("old-values.csv").rows(List.of("attribute", "old_value", "value"),
                    row -> new OldValue(row.text("attribute"), row.text("old_value"), row.text("value")),
                    value -> OldValue.id(value.attribute(), value.old()));
        }

        Map<String, Purpose> purposes() {
            return file("purposes.csv").rows(List.of("key", "label_de", "label_en", "basis_kind", "dpv_iri",
                    "legal_basis_de", "legal_basis_en", "norm", "requires_secrecy_release", "plain_purpose_de",
                    "plain_purpose_en", "retention_hint", "retention_hint_en", "norm_scope", "visibility",
                    "deferral_norm", "deferral_days", "deferral_end_days", "case_reason_required", "applies_to",
                    "suggested_months", "norm_ids", "note"), Reading::purpose, Purpose::key);
        }

        private static Purpose purpose(CsvFile.Row row) {
            Basis basis = row.oneOf("basis_kind", Basis.class);
            String norm = row.textOrNull("norm");
            if ((basis == Basis.STATUTE) != (norm != null)) {
                throw row.mistake("a norm belongs to a statute, and only there (R3)");
            }
            Integer months = row.numberOrNull("suggested_months");
            if (basis == Basis.CONSENT && (months == null || months < 1 || months > 12)) {
                throw row.mistake("a consent lasts 1 to 12 months (R1)");
            }
            return new Purpose(row.key(PURPOSE_KEY), row.text("label_de"), row.text("label_en"), basis,
                    row.iri("dpv_iri"), row.text("legal_basis_de"), row.text("legal_basis_en"), norm,
                    row.yesOrNo("requires_secrecy_release"), row.text("plain_purpose_de"), row.text("plain_purpose_en"),
                    row.text("retention_hint"), row.text("retention_hint_en"), deferral(row),
                    row.yesOrNo("case_reason_required"), row.oneOf("applies_to", AppliesTo.class), months);
        }

        private static @Nullable Deferral deferral(CsvFile.Row row) {
            boolean deferrable = row.oneOf("visibility", Visibility.class) == Visibility.DEFERRABLE;
            String norm = row.textOrNull("deferral_norm");
            Integer days = row.numberOrNull("deferral_days");
            Integer endDays = row.numberOrNull("deferral_end_days");
            if ((norm != null) != deferrable || (days != null) != deferrable || (endDays != null) != deferrable) {
                throw row.mistake("deferral norm and days belong to deferrable, and only there (R22)");
            }
            return norm == null || days == null || endDays == null ? null : new Deferral(norm, days, endDays);
        }

        Map<String, AgencyType> agencyTypes() {
            return file("agency-types.csv").rows(
                    List.of("key", "label_de", "label_en", "sector", "default_regime", "enforcement_function",
                            "secrecy", "education", "betrays_place", "may_inform_immigration_office", "recipient_kind",
                            "report_duty", "default_authority", "note"),
                    row -> new AgencyType(row.key(KEY), row.text("label_de"), row.text("label_en"),
                            row.oneOf("sector", Sector.class), row.text("default_regime"),
                            row.yesOrNo("enforcement_function"), secrecy(row), row.yesOrNo("education"),
                            row.yesOrNo("betrays_place"), row.yesOrNo("may_inform_immigration_office"),
                            row.text("recipient_kind"), row.text("report_duty"), row.text("default_authority")),
                    AgencyType::key);
        }

        private static Set<Secrecy> secrecy(CsvFile.Row row) {
            Set<Secrecy> secrecy = EnumSet.noneOf(Secrecy.class);
            if (row.text("secrecy").equals(NONE)) {
                return secrecy;
            }
            for (String written : row.list("secrecy")) {
                secrecy.add(List.of(Secrecy.values()).stream().filter(one -> one.norm().equals(written)).findFirst()
                        .orElseThrow(() -> row.mistake("unknown secrecy " + written)));
            }
            return secrecy;
        }

        /** The norm of a row goes before the purpose's. */
        Map<String, PurposeUse> uses(Map<String, Purpose> purposes) {
            return file("purpose-agency-types.csv")
                    .rows(List.of("purpose", "agency_type", "basis", "person_choice", "norm", "note"), row -> {
                        Basis basis = row.oneOf("basis", Basis.class);
                        String norm = row.textOrNull("norm");
                        Purpose purpose = purposes.get(row.text("purpose"));
                        if (basis != Basis.STATUTE && (norm != null || row.yesOrNo("person_choice"))) {
                            throw row.mistake("norm and person_choice belong to a statute");
                        }
                        if (basis == Basis.STATUTE && norm == null) {
                            norm = purpose == null ? null : purpose.norm();
                            if (norm == null) {
                                throw row.mistake("a statute without a norm (R22)");
                            }
                        }
                        return new PurposeUse(row.text("purpose"), row.text("agency_type"), basis,
                                row.yesOrNo("person_choice"), norm);
                    }, use -> PurposeUse.id(use.purpose(), use.agencyType(), use.basis()));
        }

        Map<String, PurposeAttribute> purposeAttributes() {
            return file("purpose-attributes.csv")
                    .rows(List.of("purpose", "attribute", "basis", "necessity", "source_types_allowed"), row -> {
                        Basis basis = row.oneOf("basis", Basis.class);
                        List<String> listed = row.list("source_types_allowed");
                        if ((basis == Basis.CONSENT) != listed.equals(List.of(ANY_SOURCE))) {
                            throw row.mistake("a consent covers any source, all else names them");
                        }
                        TreeSet<String> sources = new TreeSet<>(listed);
                        sources.remove(ANY_SOURCE);
                        boolean advanceRelease = sources.remove(ADVANCE_RELEASE);
                        if (advanceRelease && basis != Basis.EMERGENCY) {
                            throw row.mistake(ADVANCE_RELEASE + " is for an emergency only");
                        }
                        return new PurposeAttribute(row.text("purpose"), row.text("attribute"), basis,
                                row.oneOf("necessity", Necessity.class), sources, advanceRelease);
                    }, row -> PurposeAttribute.id(row.purpose(), row.attribute(), row.basis()));
        }

        Map<String, LegalBasis> legalBases() {
            return file("legal-bases.csv").rows(
                    List.of("regime", "basis", "special", "citation_de", "citation_en", "note"),
                    row -> new LegalBasis(row.text("regime"), row.oneOf("basis", Basis.class), row.yesOrNo("special"),
                            row.text("citation_de"), row.text("citation_en")),
                    basis -> LegalBasis.id(basis.regime(), basis.basis(), basis.special()));
        }

        Map<String, Authority> authorities() {
            return file("authorities.csv").rows(
                    List.of("key", "name_de", "responsible_for", "kind", "verification", "source"),
                    row -> new Authority(row.text("key"), row.text("name_de"), row.oneOf("kind", Authority.Kind.class)),
                    Authority::key);
        }

        /** The labels of each language that has a file, by the ids of {@link Labels.Kind}. */
        Map<String, Map<String, String>> labels() {
            Map<String, Map<String, String>> labels = new TreeMap<>();
            for (String language : translations(directory, "labels", mistakes)) {
                Map<String, Map.Entry<String, String>> rows = file("labels/" + language + CSV).rows(
                        List.of("kind", "key", "label"),
                        row -> Map.entry(row.oneOf("kind", Labels.Kind.class).id(row.text("key")), row.text("label")),
                        Map.Entry::getKey);
                Map<String, String> texts = new LinkedHashMap<>();
                rows.forEach((id, row) -> texts.put(id, row.getValue()));
                labels.put(language, texts);
            }
            return labels;
        }
    }

    /** Languages that have a file in the folder; German and English stand in the main files. */
    static List<String> translations(Path directory, String folder, List<String> mistakes) {
        Path files = directory.resolve(folder);
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(files)) {
            List<String> languages = new ArrayList<>();
            for (String name : found.map(file -> file.getFileName().toString()).sorted().toList()) {
                String language = name.endsWith(CSV) ? name.substring(0, name.length() - CSV.length()) : "";
                if (!language.matches(TRANSLATED_LANGUAGE) || IN_THE_MAIN_FILES.contains(language)) {
                    mistakes.add(
                            folder + "/" + name + ":0: a file is expected that is called by a language's tag, as in ar"
                                    + CSV + "; " + IN_THE_MAIN_FILES + " stand in the main files");
                } else {
                    languages.add(language);
                }
            }
            return languages;
        } catch (IOException e) {
            mistakes.add(folder + ":0: the folder cannot be read: " + e.getMessage());
            return List.of();
        }
    }
}
