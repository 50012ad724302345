package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A service's database against docs/tables.md: no table is without an owner, and no person in a table is forgotten. */
public abstract class TablesTestCase {

    /** By table: columns by which a person can be found, whatever they hold. */
    private static final String COLUMNS = """
            SELECT c.table_name, coalesce(array_agg(c.column_name::text) FILTER (WHERE c.column_name IN ('data_subject_id',
                'case_reference', 'case_references', 'message_key', 'person_hash', 'subject', 'actor')
                OR c.table_name = 'data_subject' AND c.column_name = 'id'), '{}')
            FROM information_schema.columns c
            JOIN pg_class t ON t.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
            WHERE c.table_schema = 'public' AND c.table_name <> 'flyway_schema_history'
                AND t.relkind IN ('r', 'p') AND NOT t.relispartition
            GROUP BY c.table_name""";

    private final String service;

    protected TablesTestCase(String service) {
        this.service = service;
    }

    @Test
    @DisplayName("G5 docs/tables.md names every table, and every column that names a person")
    void documentNamesAll() throws SQLException {
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                found.put(row.getString(1), new TreeSet<>(List.of((String[]) row.getArray(2).getArray())));
            }
        }

        SortedMap<String, SortedSet<String>> documented = new TreeMap<>();
        DocumentedTable.of(service).forEach(table -> documented.put(table.table(), table.persons()));
        assertThat(documented).isEqualTo(found);
    }

    @Test
    @DisplayName("G5 docs/tables.md says what an erasure makes of every table that names a person")
    void documentSaysWhatHappens() {
        assertThat(DocumentedTable.of(service)).isNotEmpty()
                .allSatisfy(table -> assertThat(table.atErasure().equals("–")).as(table.table())
                        .isEqualTo(table.persons().isEmpty()));
    }
}
