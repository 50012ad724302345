package de.handschlag.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Cells of CSV")
class CsvRowTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\uff1d1",
            "\uff0b1",
            "=HYPERLINK(\"http://evil.example\",\"x\")"})
    @DisplayName("What a spreadsheet would calculate gets an apostrophe")
    void formulaIsDefused(String text) {
        assertThat(CsvRow.cell(text)).isEqualTo("\"'" + text.replace("\"", "\"\"") + "\"");
    }

    @Test
    @DisplayName("RFC 4180: quotes where they are needed, doubled within")
    void quotes() {
        assertThat(CsvRow.cell("plain-1")).isEqualTo("plain-1");
        assertThat(CsvRow.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvRow.cell("say \"a\"")).isEqualTo("\"say \"\"a\"\"\"");
        assertThat(CsvRow.cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(CsvRow.cell(null)).isEmpty();
        assertThat(CsvRow.cell(7)).isEqualTo("7");
        assertThat(CsvRow.HEAD).startsWith("index,id,type,").endsWith("takesEffectAt,byLoginBinding\r\n");
    }
}
