package de.handschlag.registry.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.teststack.DocumentedTable;

@DisplayName("What an erasure makes of the registry's tables")
class PersonalDataTest {

    @Test
    @DisplayName("G5 the list has each table that names a person; TablesTest compares the document with the database")
    void listHasEachTableThatNamesAPerson() {
        assertThat(Stream.of(PersonalData.values()).map(PersonalData::table))
                .containsExactlyInAnyOrderElementsOf(DocumentedTable.of("registry-service").stream()
                        .filter(table -> !table.persons().isEmpty()).map(DocumentedTable::table).toList());
    }

    @Test
    @DisplayName("G5 what the document calls deleted is deleted")
    void documentSaysWhatTheListDoes() {
        assertThat(DocumentedTable.of("registry-service")).allSatisfy(documented -> assertThat(
                Stream.of(PersonalData.values()).filter(data -> data.table().equals(documented.table()))
                        .flatMap(data -> data.erasing().stream()).anyMatch(sql -> sql.startsWith("DELETE")))
                .as(documented.table()).isEqualTo(documented.isDeletedAtErasure()));
    }
}
