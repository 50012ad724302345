package de.handschlag.deploy.demonstration;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.ValueCheck;
import de.handschlag.deploy.demonstration.DemoPerson.Answer;
import de.handschlag.deploy.demonstration.DemoPerson.Request;
import de.handschlag.deploy.demonstration.DemoPerson.Value;

class PopulationTest {

    private final List<DemoPerson> persons = new Population(Demonstration.SEED).persons(Demonstration.PERSONS);
    private final Catalogue catalogue = Catalogue.read(Path.of("catalogue"), Population.TODAY);

    @Test
    void sameSeedMakesTheSamePersons() {
        assertThat(new Population(Demonstration.SEED).persons(Demonstration.PERSONS)).isEqualTo(persons);
    }

    @Test
    void anotherSeedMakesOthersButAmiraStays() {
        List<DemoPerson> others = new Population(1).persons(Demonstration.PERSONS);
        assertThat(others.getFirst()).isEqualTo(persons.getFirst()).extracting(DemoPerson::username).isEqualTo("amira");
        assertThat(others.subList(1, 200)).isNotEqualTo(persons.subList(1, 200));
    }

    @Test
    void sizesAreThoseOfTheDemonstration() {
        assertThat(persons).hasSize(200);
        assertThat(persons.stream().map(DemoPerson::username)).doesNotHaveDuplicates();
        assertThat(persons.stream().mapToInt(DemoPerson::valueCount).sum()).isBetween(900, 1200);
        assertThat(requests().stream().filter(request -> request.answer() == Answer.APPROVE)).hasSizeBetween(450, 550);
    }

    @Test
    void nationalitiesFollowTheForeignPopulation() {
        Map<String, Long> nationalities = persons.stream().collect(groupingBy(DemoPerson::nationality, counting()));
        assertThat(nationalities.get("UKR")).isBetween(40L, 75L);
        assertThat(nationalities.get("SYR")).isBetween(35L, 65L);
        assertThat(nationalities.get("AFG")).isBetween(12L, 35L);
        assertThat(nationalities).containsKeys("TUR", "IRQ", "IRN", "ERI", "SOM", "RUS");
        assertThat(Origin.ALL.stream().mapToInt(Origin::weight).sum()).isEqualTo(1000);
    }

    @Test
    void languagesFitNationalities() {
        assertThat(persons).allSatisfy(person -> assertThat(
                Origin.ALL.stream().filter(origin -> origin.nationality().equals(person.nationality())).findFirst()
                        .orElseThrow().languages())
                .contains(person.language()));
        Map<String, Long> languages = persons.stream().collect(groupingBy(DemoPerson::language, counting()));
        assertThat(languages.get("uk")).isGreaterThan(languages.get("ru"));
        assertThat(languages).containsKeys("ar", "fa", "ku", "tr", "ti", "so");
    }

    @Test
    @DisplayName("persons who log in themselves are at least 16")
    void personsAreOldEnough() {
        assertThat(persons).allSatisfy(
                person -> assertThat(person.birthDate()).isBeforeOrEqualTo(Population.TODAY.minusYears(16)));
    }

    @Test
    @DisplayName("R1 R36 a request names a purpose that rests on consent for the agency's type, attributes that it lists and at most 12 months")
    void requestsCanBeGranted() {
        assertThat(requests()).allSatisfy(request -> {
            assertThat(catalogue.use(request.purpose(), DemoAgency.of(request.agency()).type(), Basis.CONSENT))
                    .isPresent();
            assertThat(DemoAgency.of(request.agency()).purposes()).contains(request.purpose());
            assertThat(request.attributes()).isNotEmpty().doesNotHaveDuplicates()
                    .isSubsetOf(catalogue.consentAttributes(request.purpose()));
            assertThat(request.months()).isBetween(1, 12);
        });
    }

    @Test
    @DisplayName("R5 special-category attributes are approved in their own step")
    void specialCategoriesAreExplicit() {
        assertThat(requests()).allSatisfy(request -> assertThat(request.explicit())
                .containsExactlyInAnyOrderElementsOf(request.attributes().stream()
                        .filter(key -> catalogue.attributes().get(key).sensitivity() == Attribute.Sensitivity.SPECIAL)
                        .toList()));
    }

    @Test
    void valuesAreOfTheCatalogueAndNotOfTheFuture() {
        assertThat(persons).allSatisfy(
                person -> assertThat(person.cases()).containsKeys(person.values().keySet().toArray(String[]::new)));
        assertThat(persons.stream().flatMap(person -> person.values().values().stream()).flatMap(List::stream))
                .allSatisfy(value -> {
                    assertThat(catalogue.attributes()).containsKey(value.attribute());
                    assertThat(value.value()).isNotBlank();
                    assertThat(
                            catalogue.check(catalogue.attributes().get(value.attribute()), value.value(), value.asOf()))
                            .as(value.attribute()).isEqualTo(new ValueCheck.Accepted(value.value()));
                    assertThat(value.asOf()).isBeforeOrEqualTo(Population.TODAY);
                });
        assertThat(persons.stream().flatMap(person -> person.values().values().stream()).flatMap(List::stream)
                .map(Value::attribute).distinct()).hasSizeGreaterThan(25);
    }

    @Test
    void agenciesAreOfDifferentTypesAndUseTheirPurposesAsTheCatalogueSays() {
        assertThat(DemoAgency.ALL).hasSize(13);
        assertThat(DemoAgency.ALL.stream().map(DemoAgency::type)).doesNotHaveDuplicates()
                .allSatisfy(type -> assertThat(catalogue.agencyTypes()).containsKey(type));
        assertThat(DemoAgency.ALL).allSatisfy(agency -> {
            assertThat(agency.asksFor())
                    .allSatisfy(purpose -> assertThat(catalogue.use(purpose, agency.type(), Basis.CONSENT)).as(purpose)
                            .isPresent());
            assertThat(agency.readsBy())
                    .allSatisfy(purpose -> assertThat(catalogue.use(purpose, agency.type(), Basis.STATUTE)).as(purpose)
                            .isPresent());
        });
        Map<String, Long> cases = persons.stream().flatMap(person -> person.cases().keySet().stream())
                .collect(groupingBy(identity(), counting()));
        assertThat(cases).hasSize(13).allSatisfy((agency, count) -> assertThat(count).isGreaterThan(10));
    }

    @Test
    void catalogueIsComplete() {
        assertThat(catalogue.attributes()).hasSize(62);
        assertThat(catalogue.purposes()).hasSize(39);
        assertThat(catalogue.agencyTypes()).hasSize(50);
    }

    private List<Request> requests() {
        return persons.stream().flatMap(person -> person.requests().stream()).toList();
    }
}
