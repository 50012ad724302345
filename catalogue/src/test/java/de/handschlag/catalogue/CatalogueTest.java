package de.handschlag.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final Path PROJECT_CATALOGUE = Path.of("../deploy/catalogue");

    @TempDir
    Path directory;

    @Test
    void projectsCatalogueIsComplete() {
        Catalogue catalogue = Catalogue.read(PROJECT_CATALOGUE);

        assertThat(catalogue.attributes()).hasSize(55);
        assertThat(catalogue.purposes()).hasSize(22);
        assertThat(catalogue.agencyTypes()).hasSize(27);
        assertThat(catalogue.purposes().get("benefit-eligibility").statute()).isEqualTo("§§ 67a ff. SGB X");
        assertThat(catalogue.attributes().get("religion").sensitivity())
                .isEqualTo(Attribute.Sensitivity.SPECIAL_CATEGORY);
    }

    @Test
    @DisplayName("R5 flight history and ethnicity are marked as not shareable")
    void someAttributesAreNotShareable() {
        assertThat(Catalogue.read(PROJECT_CATALOGUE).attributes().values()).filteredOn(a -> !a.shareable())
                .extracting(Attribute::key).containsExactly("flight_history", "ethnicity");
    }

    @Test
    @DisplayName("R14 a disclosure block hides address, accommodation and school")
    void blockHidesWhereAPersonIs() {
        assertThat(Catalogue.read(PROJECT_CATALOGUE).attributes().values()).filteredOn(Attribute::hiddenByBlock)
                .extracting(Attribute::key).containsExactly("address", "school_enrolment", "housing_type");
    }

    @ParameterizedTest
    @CsvSource({"gender,x", "german_level,A0", "marital_status,VH", "nationalities,SY", "nationalities,'SY, DE'",
            "nationalities,'SYR,XXA'", "nationalities,XK", "birth_country,UKR", "birth_country,XK", "birth_date,1990",
            "birth_date,1990-05", "birth_date,1990-05-17", "birth_date,1990-XX-XX", "birth_date,XXXX-02-29",
            "birth_date,1990-XX-31", "birth_date,1990-00-00", "title_valid_until,2028-02-29",
            "title_valid_until,unlimited",
            "preferred_language,ckb", "preferred_language,zh-Hant-TW", "mother_tongues,'kmr,ar'",
            "bank_account,DE89370400440532013000", "phone,anything", "disclosure_block,bmg-51-1"})
    void valuesOfTheRightFormAreAccepted(String attribute, String value) {
        Catalogue catalogue = Catalogue.read(PROJECT_CATALOGUE);

        assertThat(catalogue.expectation(catalogue.attributes().get(attribute), value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gender,f", "gender,M", "german_level,B3", "marital_status,verheiratet", "nationalities,QQ",
            "nationalities,sy", "nationalities,'SY,'", "nationalities,'SY;DE'", "birth_country,XXA",
            "birth_country,'SY,DE'", "birth_date,17.05.1990", "birth_date,1990-13", "birth_date,1991-02-29",
            "birth_date,1990-5", "birth_date,199X", "birth_date,XXXX-04-31",
            "title_valid_until,2028", "title_valid_until,2028-00-00", "title_valid_until,2027-02-29",
            "preferred_language,qq",
            "preferred_language,Kurdish", "mother_tongues,'ar,'", "bank_account,DE89370400440532013001",
            "bank_account,DE89 3704 0044 0532 0130 00", "disclosure_block,0"})
    void valuesOfAnotherFormAreRefusedWithoutRepeatingThem(String attribute, String value) {
        Catalogue catalogue = Catalogue.read(PROJECT_CATALOGUE);

        assertThat(catalogue.expectation(catalogue.attributes().get(attribute), value)).isPresent().get().asString()
                .doesNotContain(value + " ", value + ",").isNotEqualTo(value);
    }

    @Test
    void whatIsAllowedIsSaid() {
        Catalogue catalogue = Catalogue.read(PROJECT_CATALOGUE);

        assertThat(catalogue.expectation(catalogue.attributes().get("gender"), "f"))
                .contains("m (männlich), w (weiblich), d (divers), x (ohne Angabe)");
        assertThat(catalogue.expectation(catalogue.attributes().get("birth_country"), "Syrien"))
                .contains("an ISO 3166-1 code of two or three letters, or XK (Kosovo)");
    }

    @Test
    void everyMistakeIsNamedWithFileAndLine() throws IOException {
        for (String name : new String[]{"attributes.csv", "purposes.csv", "agency-types.csv", "code-lists.csv"}) {
            Files.copy(PROJECT_CATALOGUE.resolve(name), directory.resolve(name));
        }
        Files.writeString(directory.resolve("attributes.csv"), """
                key,label_de,category,standard,sensitivity,shareable,form,hidden_by_block
                address,Anschrift,contact,,normal,maybe,text,yes
                phone,,contact,,normal,yes,text,no
                email,E-Mail,contact,,secret,yes,text,no
                iban,IBAN,benefits,,normal,yes,iban,no
                iban,IBAN,benefits,,normal,yes,iban,no
                gender,Geschlecht,identity,,normal,yes,code,no
                short,Kurz
                """);
        Files.writeString(directory.resolve("code-lists.csv"), "attribute,code,label_de\nno_such,x,nichts\n");
        Files.delete(directory.resolve("agency-types.csv"));

        assertThatThrownBy(() -> Catalogue.read(directory)).isInstanceOfSatisfying(CatalogueException.class,
                e -> assertThat(e.mistakes()).containsExactly(
                        "attributes.csv:2: shareable must be yes or no",
                        "attributes.csv:3: label_de is empty",
                        "attributes.csv:4: sensitivity must be one of [normal, sensitive, special-category]",
                        "attributes.csv:6: the key iban stands twice",
                        "attributes.csv:8: expected 8 columns, found 2",
                        "agency-types.csv:0: the file is missing or cannot be read in " + directory,
                        "code-lists.csv:0: no_such is no attribute with a form other than text",
                        "code-lists.csv:0: there is no code for gender"));
    }

    @Test
    @DisplayName("R3 a purpose that rests on consent names no statute, and one that rests on a statute does")
    void basisAndStatuteFitTogether() throws IOException {
        for (String name : new String[]{"attributes.csv", "agency-types.csv", "code-lists.csv"}) {
            Files.copy(PROJECT_CATALOGUE.resolve(name), directory.resolve(name));
        }
        Files.writeString(directory.resolve("purposes.csv"), """
                key,label_de,basis_kind,dpv_iri,legal_basis,statute
                one,Eins,consent,https://w3id.org/dpv#One,Art. 6(1)(a) DSGVO,§ 1 SGB X
                two,Zwei,statute,https://w3id.org/dpv#Two,Art. 6(1)(e) DSGVO,
                """);

        assertThatThrownBy(() -> Catalogue.read(directory)).isInstanceOfSatisfying(CatalogueException.class,
                e -> assertThat(e.mistakes()).containsExactly(
                        "purposes.csv:2: a purpose that rests on consent names no statute (R3)",
                        "purposes.csv:3: a purpose with the basis statute names the statute"));
    }

    @Test
    @DisplayName("R22 what a statute lets be read is listed attribute by attribute; consent and what is not shareable have no place there")
    void statutoryAttributesAreChecked() throws IOException {
        for (String name : new String[]{"attributes.csv", "purposes.csv", "agency-types.csv", "code-lists.csv"}) {
            Files.copy(PROJECT_CATALOGUE.resolve(name), directory.resolve(name));
        }
        Files.writeString(directory.resolve("statutory-attributes.csv"), """
                purpose,attribute,hidden_from_person
                infection-control,vaccination_status,no
                infection-control,vaccination_status,no
                infection-control,address,yes
                infection-control,flight_history,no
                infection-control,unheard_of,no
                no-such-purpose,address,no
                case-management,address,no
                child-protection,address,perhaps
                vital-emergency,address,yes
                """);

        assertThatThrownBy(() -> Catalogue.read(directory)).isInstanceOfSatisfying(CatalogueException.class,
                e -> assertThat(e.mistakes()).containsExactly(
                        "statutory-attributes.csv:3: the key infection-control vaccination_status stands twice",
                        "statutory-attributes.csv:4: hidden_from_person must be the same in all rows of infection-control",
                        "statutory-attributes.csv:5: the attribute flight_history is not shareable and can never be read (R5)",
                        "statutory-attributes.csv:6: attributes.csv has no attribute unheard_of",
                        "statutory-attributes.csv:7: purposes.csv has no purpose no-such-purpose",
                        "statutory-attributes.csv:8: the purpose case-management rests on consent: the person decides what is read",
                        "statutory-attributes.csv:9: hidden_from_person must be yes or no",
                        "statutory-attributes.csv:10: an emergency access is shown to the person, if deferred then later (R21)"));
    }

    @Test
    @DisplayName("R5 R22 each purpose without consent has its list, and special categories stand only where they are needed")
    void projectsStatutoryListsAreCareful() {
        Catalogue catalogue = Catalogue.read(PROJECT_CATALOGUE);

        assertThat(catalogue.statutoryScopes().keySet()).containsExactlyInAnyOrderElementsOf(catalogue.purposes()
                .values().stream().filter(p -> !p.basisKind().restsOnConsent()).map(Purpose::key).toList());
        assertThat(catalogue.statutoryScopes().entrySet().stream()
                .flatMap(scope -> scope.getValue().attributes().stream()
                        .filter(key -> catalogue.attributes().get(key)
                                .sensitivity() == Attribute.Sensitivity.SPECIAL_CATEGORY)
                        .map(key -> scope.getKey() + " " + key)))
                .containsExactlyInAnyOrder("infection-control vaccination_status", "vital-emergency medical_need");
        assertThat(catalogue.statutoryScopes().entrySet()).filteredOn(scope -> scope.getValue().hiddenFromPerson())
                .extracting(scope -> scope.getKey()).containsExactly("child-protection");
    }
}
