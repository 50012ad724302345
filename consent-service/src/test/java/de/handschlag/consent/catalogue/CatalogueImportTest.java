package de.handschlag.consent.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.CatalogueException;
import de.handschlag.consent.actor.Database;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class CatalogueImportTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 8, 19);

    @Inject
    CatalogueTables tables;
    @ConfigProperty(name = "handschlag.catalogue.directory")
    Path directory;
    @TempDir
    Path copy;

    @AfterEach
    void restore() {
        tables.replaceBy(Catalogue.read(directory, TODAY));
    }

    @Test
    void secondImportChangesNothing() {
        assertThat(tables.replaceBy(Catalogue.read(directory, TODAY))).isZero();
        assertThat(Database.number("SELECT count(*) FROM attribute WHERE NOT retired")).isEqualTo(62);
        assertThat(Database.number("SELECT count(*) FROM purpose WHERE NOT retired")).isEqualTo(39);
        assertThat(Database.number("SELECT count(*) FROM agency_type WHERE NOT retired")).isEqualTo(50);
    }

    @Test
    void changedRowIsUpdatedAndAMissingOneRetired() throws IOException {
        copyCatalogue();
        edit("attributes.csv", lines -> {
            lines.replaceAll(line -> line.replace("phone,Telefon,", "phone,Telefonnummer,"));
            lines.removeIf(line -> line.startsWith("photo,"));
        });

        assertThat(tables.replaceBy(Catalogue.read(copy, TODAY))).isEqualTo(2);

        assertThat(Database.number("SELECT count(*) FROM attribute WHERE label_de = 'Telefonnummer'")).isEqualTo(1);
        assertThat(Database.number("SELECT count(*) FROM attribute WHERE key = 'photo' AND retired")).isEqualTo(1);
        assertThat(tables.replaceBy(Catalogue.read(directory, TODAY))).isEqualTo(2);
    }

    @Test
    void mistakesStopTheStartAndNameFileAndLine() throws IOException {
        copyCatalogue();
        edit("attributes.csv",
                lines -> lines.set(2, "given_names,Vornamen,Given names,identity,,harmless,yes,text,no,no,no,"));
        edit("purposes.csv", lines -> lines.add(lines.get(1)));

        assertThatThrownBy(() -> new CatalogueService(tables, copy, InstantSource.system()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("attributes.csv:3: sensitivity must be one of")
                .hasMessageContaining("purposes.csv:41: the key case-management stands twice");
    }

    @Test
    void listsShowTheCatalogue() {
        String token = TestIdentities.handschlag().withoutRole();
        JsonPath attributes = given().auth().oauth2(token).get("/v1/attributes").then().statusCode(200).extract()
                .jsonPath();
        JsonPath purposes = given().auth().oauth2(token).get("/v1/purposes").then().statusCode(200).extract()
                .jsonPath();
        JsonPath types = given().auth().oauth2(token).get("/v1/agency-types").then().statusCode(200).extract()
                .jsonPath();

        assertThat(attributes.getList("key")).hasSize(62).startsWith("family_name", "given_names");
        assertThat(attributes.getString("find { it.key == 'religion' }.sensitivity")).isEqualTo("SPECIAL");
        assertThat(purposes.getList("key")).hasSize(39);
        assertThat(purposes.getString("find { it.key == 'course-reporting' }.statute"))
                .startsWith("§ 88a Abs. 1 Satz 1 AufenthG");
        assertThat(types.getList("key")).hasSize(50);
    }

    private void copyCatalogue() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private void edit(String file, Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(copy.resolve(file)));
        change.accept(lines);
        Files.write(copy.resolve(file), lines);
    }
}
