package de.handschlag.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import de.handschlag.catalogue.Attribute.Shareable;

class CatalogueTest {

    private static final Path PROJECT_CATALOGUE = Path.of("../../deploy/catalogue");
    private static final LocalDate TODAY = LocalDate.of(2026, 8, 19);
    private static final Catalogue CATALOGUE = Catalogue.read(PROJECT_CATALOGUE, TODAY);

    @TempDir
    Path directory;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT_CATALOGUE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void projectsCatalogueIsComplete() {
        assertThat(CATALOGUE.attributes()).hasSize(62);
        assertThat(CATALOGUE.purposes()).hasSize(39);
        assertThat(CATALOGUE.agencyTypes()).hasSize(50);
        assertThat(CATALOGUE.purposes().get("benefit-eligibility").norm()).startsWith("§ 67a Abs. 1");
        assertThat(CATALOGUE.attributes().get("religion").sensitivity()).isEqualTo(Attribute.Sensitivity.SPECIAL);
        assertThat(CATALOGUE.purposes().get("child-protection").deferral()).isEqualTo(
                new Purpose.Deferral("§ 8a Abs. 1 Satz 2 SGB VIII; § 82 Abs. 4, § 82a Abs. 1 und 3 SGB X", 30, 14));
    }

    @Test
    @DisplayName("R5 some attributes are never shared, and some never by a consent")
    void someAttributesAreNotShareable() {
        assertThat(CATALOGUE.attributes().values()).filteredOn(a -> a.shareable() == Shareable.NO)
                .extracting(Attribute::key).containsExactly("photo", "flight_history", "religion", "ethnicity");
        assertThat(CATALOGUE.attributes().values()).filteredOn(a -> a.shareable() == Shareable.STATUTE_ONLY)
                .extracting(Attribute::key).containsExactly("azr_number", "emergency_contact", "sponsor_declaration",
                        "unaccompanied_minor", "household_members", "relatives", "custody");
    }

    @Test
    @DisplayName("R14 a disclosure block hides what betrays where a person is or lets somebody make contact")
    void blockHidesWhereAPersonIs() {
        assertThat(CATALOGUE.attributes().values()).filteredOn(Attribute::hiddenByBlock).extracting(Attribute::key)
                .containsExactly("address", "phone", "emergency_contact", "residence_obligation", "household_members",
                        "relatives", "custody", "course_attendance", "school_enrolment", "housing_type",
                        "counselling_contact");
    }

    @Test
    @DisplayName("R3 the same purpose rests on consent for one type of agency and on a statute for another")
    void basisDependsOnTheTypeOfAgency() {
        assertThat(CATALOGUE.use("case-management", "mbe", Basis.CONSENT)).isPresent();
        assertThat(CATALOGUE.use("case-management", "jobcenter", Basis.CONSENT)).isEmpty();
        assertThat(CATALOGUE.use("case-management", "jobcenter", Basis.STATUTE).orElseThrow().norm())
                .startsWith("§ 14 Abs. 2, § 15 SGB II");
        assertThat(CATALOGUE.use("residence-procedure", "auslaenderbehoerde", Basis.STATUTE).orElseThrow().norm())
                .as("the purpose's norm where the row has none").isEqualTo("§§ 86, 87 Abs. 1, § 88 Abs. 1 AufenthG");
        assertThat(CATALOGUE.scope("residence-procedure", "jobcenter", Basis.STATUTE)).isEmpty();
    }

    @Test
    @DisplayName("R36 a consent covers what its purpose lists, and nothing else")
    void consentListsAreThePurposes() {
        assertThat(CATALOGUE.consentAttributes("appointments")).containsExactly("accessibility_need", "email",
                "family_name", "given_names", "interpreter_need", "phone", "preferred_language");
        assertThat(CATALOGUE.consentAttributes("residence-procedure")).isEmpty();
    }

    @Test
    @DisplayName("R22 a statute names the types of agency whose contributions it covers")
    void statutesNameTheirSources() {
        assertThat(CATALOGUE.scope("case-management", "jobcenter", Basis.STATUTE).orElseThrow().legalBasis())
                .as("what rests on consent for others is no consent here").contains("Buchst. e");
        NormScope scope = CATALOGUE.scope("residence-procedure", "auslaenderbehoerde", Basis.STATUTE).orElseThrow();

        assertThat(scope.sources().get("address")).containsExactly("meldebehoerde");
        assertThat(scope.sources().get("family_name")).containsExactly("auslaenderbehoerde", "bamf_regional",
                "meldebehoerde", "standesamt");
        assertThat(scope.sources()).doesNotContainKey("phone");
    }

    @Test
    @DisplayName("R3 where the person has the choice nothing is read, until that way is built")
    void personsChoiceReadsNothing() {
        assertThat(CATALOGUE.use("benefit-eligibility", "jobcenter", Basis.STATUTE).orElseThrow().personChoice())
                .isTrue();
        assertThat(CATALOGUE.scope("benefit-eligibility", "jobcenter", Basis.STATUTE).orElseThrow().sources())
                .isEmpty();
    }

    @Test
    @DisplayName("R9 no statute and no emergency names a source that is bound to professional secrecy")
    void sourcesUnderSecrecyAreNeverNamed() {
        assertThat(CATALOGUE.openTypes())
                .contains("jobcenter", "auslaenderbehoerde", "meldebehoerde", "sprachkurstraeger")
                .doesNotContain("psz", "mbe", "jugendamt", "amtsvormund", "gesundheitsamt");
        assertThat(CATALOGUE.purposes().keySet().stream().flatMap(purpose -> CATALOGUE.attributesOf(purpose).stream())
                .flatMap(row -> row.sourceTypes().stream())).isSubsetOf(CATALOGUE.openTypes());
    }

    @Test
    void regimesHaveTheirLegalBasis() {
        assertThat(CATALOGUE.regimes()).containsExactly("DSG-EKD", "DSGVO+BDSG", "DSGVO+LDSG", "KDG", "SGB X");
        assertThat(CATALOGUE.legalBasisOfConsent("KDG", false)).isEqualTo("§ 6 Abs. 1 Buchst. b, § 8 KDG");
        assertThat(CATALOGUE.legalBasisOfConsent("DSGVO+LDSG", true))
                .isEqualTo("Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO");
    }

    @Test
    void everyMistakeIsNamedWithFileAndLine() throws IOException {
        Files.writeString(directory.resolve("attributes.csv"),
                """
                        key,label_de,label_en,category,standard,sensitivity,shareable,form,hidden_by_block,confidential_from_guardian_possible,others_data,note
                        address,Anschrift,Address,contact,,normal,maybe,text,yes,no,no,
                        phone,,Phone,contact,,normal,yes,text,no,no,no,
                        email,E-Mail,E-mail,contact,,secret,yes,text,no,no,no,
                        iban,IBAN,IBAN,benefits,,normal,yes,iban,no,no,no,
                        iban,IBAN,IBAN,benefits,,normal,yes,iban,no,no,no,
                        short,Kurz
                        """);
        Files.delete(directory.resolve("agency-types.csv"));

        assertMistakes("attributes.csv:2: shareable must be one of [yes, statute-only, no]",
                "attributes.csv:3: label_de is empty",
                "attributes.csv:4: sensitivity must be one of [normal, sensitive, special]",
                "attributes.csv:6: the key iban stands twice", "attributes.csv:7: expected 12 columns, found 2",
                "agency-types.csv:0: the file is missing or cannot be read in " + directory);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            purpose-attributes.csv   | appointments,email,consent,optional,any | appointments,income_tax,consent,optional,any | purpose-attributes.csv:0: appointments income_tax: unknown purpose or attribute
            purpose-attributes.csv   | appointments,email,consent,optional,any | appointments,religion,consent,optional,any | purpose-attributes.csv:0: appointments religion: is not shareable on this basis (R5)
            purpose-attributes.csv   | appointments,email,consent,optional,any | appointments,custody,consent,optional,any | purpose-attributes.csv:0: appointments custody: is not shareable on this basis (R5)
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,address,statute,optional,psz | purpose-attributes.csv:0: residence-procedure address: the source psz is bound to secrecy (R9)
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,address,statute,optional,jugendamt | purpose-attributes.csv:0: residence-procedure address: the source jugendamt is bound to secrecy (R9)
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,address,statute,optional,amt | purpose-attributes.csv:0: residence-procedure address: unknown source amt
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,medical_need,statute,optional,meldebehoerde | purpose-attributes.csv:0: residence-procedure medical_need: a special category without Art. 9 DSGVO in its legal basis
            purpose-agency-types.csv | residence-procedure,auslaenderbehoerde,statute,no,, | residence-procedure,psz,statute,no,, | purpose-agency-types.csv:0: residence-procedure psz: a statutory reader that is no public body
            purpose-agency-types.csv | residence-procedure,auslaenderbehoerde,statute,no,, | residence-procedure,nobody,statute,no,, | purpose-agency-types.csv:0: residence-procedure nobody: unknown purpose or type of agency
            purpose-agency-types.csv | residence-procedure,auslaenderbehoerde,statute,no,, | residence-procedure,auslaenderbehoerde,statute,yes,, | purpose-agency-types.csv:0: residence-procedure auslaenderbehoerde: the person's choice rests on § 67f SGB X or § 5 EGovG
            agency-types.csv         | DSGVO+BDSG,no,none,no,no,no,volunteer,none,state-dpa,"Bound | DSGVO+LDSG,no,none,no,no,no,volunteer,none,state-dpa,"Bound | agency-types.csv:0: sprachmittlung: sector and regime do not fit
            agency-types.csv         | DSGVO+BDSG,no,none,no,no,no,volunteer,none,state-dpa,"Bound | DSGVO+BDSG,no,none,no,no,yes,volunteer,none,state-dpa,"Bound | agency-types.csv:0: sprachmittlung: § 87 AufenthG does not bind it (R20)
            agency-types.csv         | DSGVO+BDSG,no,none,no,no,no,volunteer,none,state-dpa,"Bound | DSGVO+BDSG,no,none,no,no,no,volunteer,none,nobody,"Bound | agency-types.csv:0: sprachmittlung: authorities.csv has no nobody
            code-lists.csv           | gender,d,divers,diverse,current,, | gender,d,divers,diverse,alias,, | code-lists.csv:0: gender d: an alias names its code, and only an alias
            code-lists.csv           | gender,d,divers,diverse,current,, | phone,d,divers,diverse,current,, | code-lists.csv:0: phone is no attribute with a form that has codes
            code-lists.csv           | gender,d,divers,diverse,current,, | gender,d,divers,diverse,alias,z, | code-lists.csv:0: gender d: there is no code z
            date-bounds.csv          | entry_date,1900-01-01,P0D | phone,1900-01-01,P0D | date-bounds.csv:0: phone: bounds belong to a date, and each date has some
            old-values.csv           | benefit_type,keine,none | benefit_type,keine,nothing | old-values.csv:0: benefit_type: what keine is mapped to is no value
            """)
    void filesThatDoNotFitTogetherAreRefused(String file, String row, String instead, String mistake)
            throws IOException {
        replace(file, row, instead);

        assertThatThrownBy(() -> Catalogue.read(directory, TODAY)).isInstanceOfSatisfying(CatalogueException.class,
                e -> assertThat(e.mistakes()).contains(mistake));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            purpose-attributes.csv   | appointments,email,consent,optional,any | appointments,email,consent,optional,schule | a consent covers any source, all else names them
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,address,statute,optional,any | a consent covers any source, all else names them
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,address,statute,optional,advance-release | advance-release is for an emergency only
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,address,statute,optional,meldebehoerde; meldebehoerde | source_types_allowed must be a list
            purpose-attributes.csv   | residence-procedure,address,statute,optional,meldebehoerde | residence-procedure,id_document,statute,optional,meldebehoerde | the key residence-procedure id_document STATUTE stands twice
            purpose-agency-types.csv | mentoring,ehrenamt,consent,no,, | mentoring,ehrenamt,consent,yes,, | norm and person_choice belong to a statute
            purpose-agency-types.csv | mentoring,ehrenamt,consent,no,, | mentoring,ehrenamt,statute,no,, | a statute without a norm (R22)
            agency-types.csv         | DSGVO+BDSG,no,none,no,no,no,volunteer,none,state-dpa,"Bound | DSGVO+BDSG,no,§ 1 StGB,no,no,no,volunteer,none,state-dpa,"Bound | unknown secrecy § 1 StGB
            date-bounds.csv          | entry_date,1900-01-01,P0D | entry_date,1900,P0D | earliest is a date, latest a period from today on
            """)
    void rowsThatCannotBeMeantAreRefused(String file, String row, String instead, String mistake) throws IOException {
        replace(file, row, instead);

        assertThatThrownBy(() -> Catalogue.read(directory, TODAY)).isInstanceOf(CatalogueException.class)
                .hasMessageContaining(mistake);
    }

    @Test
    @DisplayName("A date that an earlier value is mapped to is judged by the day on which the catalogue is read")
    void mappedDateIsJudgedByTheDay() throws IOException {
        Files.writeString(directory.resolve("old-values.csv"), "entry_date,gestern,2026-08-20\n",
                StandardOpenOption.APPEND);

        assertMistakes("old-values.csv:0: entry_date: what gestern is mapped to is no value");

        Catalogue tomorrow = Catalogue.read(directory, TODAY.plusDays(1));
        assertThat(tomorrow.readable(requireNonNull(tomorrow.attributes().get("entry_date")), "gestern", ValueForm.TEXT,
                TODAY)).contains("2026-08-20");
    }

    @Test
    @DisplayName("R5 R22 special categories stand in statutory lists only where Art. 9 is in the legal basis")
    void projectsStatutoryListsAreCareful() {
        assertThat(CATALOGUE.purposes().keySet().stream().flatMap(purpose -> CATALOGUE.attributesOf(purpose).stream())
                .filter(row -> row.basis() != Basis.CONSENT)
                .filter(row -> CATALOGUE.attributes().get(row.attribute())
                        .sensitivity() == Attribute.Sensitivity.SPECIAL)
                .map(row -> row.purpose() + " " + row.attribute())).containsExactlyInAnyOrder(
                        "vulnerability-identification vulnerability", "vulnerability-identification accessibility_need",
                        "housing-allocation vulnerability", "housing-allocation accessibility_need",
                        "infection-control vaccination_status", "measles-proof vaccination_status",
                        "vital-emergency medical_need", "vital-emergency accessibility_need");
        assertThat(Set.of(CATALOGUE.attributesOf("vital-emergency").stream().filter(PurposeAttribute::advanceRelease)
                .map(PurposeAttribute::attribute).toArray())).containsOnly("emergency_contact", "medical_need");
    }

    @Test
    @DisplayName("R31 entries have a label in each language that has a file; a missing language is German and says so")
    void labelsAreInTheLanguageOrSayThatTheyAreNot() throws IOException {
        writeLabels("xx", "");
        Catalogue catalogue = Catalogue.read(directory, TODAY);
        Attribute phone = requireNonNull(catalogue.attributes().get("phone"));
        Purpose appointments = requireNonNull(catalogue.purposes().get("appointments"));
        AgencyType office = requireNonNull(catalogue.agencyTypes().get("jobcenter"));

        Labels labels = catalogue.labels("xx");

        assertThat(labels.language()).isEqualTo("xx");
        assertThat(labels.of(phone)).isEqualTo("xx attribute phone");
        assertThat(labels.of(appointments)).isEqualTo("xx purpose appointments");
        assertThat(labels.plainly(appointments)).isEqualTo("xx purpose-plain appointments");
        assertThat(labels.of(office)).isEqualTo("xx agency-type jobcenter");
        assertThat(labels.of(catalogue.codesOf("gender").getFirst())).isEqualTo("xx code gender/m");
        assertThat(catalogue.labels("en").of(phone)).isEqualTo("Telephone");
        assertThat(catalogue.labels("de-simple").of(phone)).isEqualTo(phone.labelDe());
        assertThat(catalogue.labels("de-simple").language()).isEqualTo("de-simple");
        assertThat(catalogue.labels("yy").of(phone)).isEqualTo(phone.labelDe());
        assertThat(catalogue.labels("yy").language()).isEqualTo("de");
    }

    @Test
    void labelsThatDoNotFitTheCatalogueAreRefused() throws IOException {
        writeLabels("xx", "attribute phone");
        Files.writeString(directory.resolve("labels/xx.csv"), """
                attribute,fax,Fax
                code,gender/m,
                """, StandardOpenOption.APPEND);
        Files.createFile(directory.resolve("labels/en.csv"));

        assertThatThrownBy(() -> Catalogue.read(directory, TODAY)).isInstanceOfSatisfying(CatalogueException.class,
                e -> assertThat(e.mistakes()).hasSize(2).anyMatch(mistake -> mistake.startsWith("labels/en.csv:0: "))
                        .anyMatch(mistake -> mistake.matches("labels/xx.csv:\\d+: label is empty")));
        Files.delete(directory.resolve("labels/en.csv"));
        replace("labels/xx.csv", "code,gender/m,\n", "");

        assertMistakes("labels/xx.csv:0: there is no label for the attribute phone",
                "labels/xx.csv:0: the catalogue has no attribute fax");
    }

    @Test
    @DisplayName("R6 R9 a release from secrecy whose notice does not say whom, towards whom, for what and why is refused")
    void releaseNeedsItsNotice() throws IOException {
        replace("notice-elements.csv", ",release=yes,", ",release=no,");

        assertMistakes("notice-elements.csv:0: no element of a release from secrecy names {secrecySources}",
                "notice-elements.csv:0: no element of a release from secrecy names {agency}",
                "notice-elements.csv:0: no element of a release from secrecy names {secrecyAttributes}",
                "notice-elements.csv:0: no element of a release from secrecy names {purpose}",
                "notice-elements.csv:0: a release from secrecy has no answer-release-yes");
    }

    @ParameterizedTest
    @CsvSource({"release=yes, true", "release in (yes), true", "release in (yes|later), true", "always, false",
            "release=no, false", "special=yes, false"})
    @DisplayName("R9 what a person reads before a release is what names it, however the condition is written")
    void elementsOfARelease(String condition, boolean ofRelease) {
        assertThat(NoticeElement.isOfRelease(condition)).isEqualTo(ofRelease);
    }

    private void writeLabels(String language, String without) throws IOException {
        StringBuilder rows = new StringBuilder("kind,key,label\n");
        Labels.german(CatalogueFiles.read(directory, TODAY)).keySet().stream().filter(id -> !id.equals(without))
                .map(id -> id.split(" ", 2))
                .forEach(id -> rows.append(id[0] + "," + id[1] + "," + language + " " + id[0] + " " + id[1] + "\n"));
        Files.writeString(Files.createDirectories(directory.resolve("labels")).resolve(language + ".csv"), rows);
    }

    private void replace(String file, String row, String instead) throws IOException {
        String text = Files.readString(directory.resolve(file));
        assertThat(text).contains(row);
        Files.writeString(directory.resolve(file), text.replace(row, instead));
    }

    private void assertMistakes(String... mistakes) {
        assertThatThrownBy(() -> Catalogue.read(directory, TODAY)).isInstanceOfSatisfying(CatalogueException.class,
                e -> assertThat(e.mistakes()).containsExactly(mistakes));
    }
}
