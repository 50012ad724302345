package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.audit.asking.export.CsvRow.Separator;

@DisplayName("Cells of CSV")
class CsvRowTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\uff1d1",
            "\uff0b1", "=HYPERLINK(\"http://evil.example\",\"x\")"})
    @DisplayName("What a spreadsheet would calculate gets an apostrophe")
    void formulaIsDefused(String text) {
        assertThat(CsvRow.cell(text)).isEqualTo("\"'" + text.replace("\"", "\"\"") + "\"");
    }

    @Test
    @DisplayName("A formula behind a separator gets one too: a spreadsheet set to the other separator begins a cell there")
    void formulaBehindASeparatorIsDefused() {
        assertThat(CsvRow.cell("a;=1+1")).isEqualTo("\"a;'=1+1\"");
        assertThat(CsvRow.cell("a,-1")).isEqualTo("\"a,'-1\"");
        assertThat(CsvRow.cell("a; =1")).isEqualTo("\"a;' =1\"");
        assertThat(CsvRow.cell("a\t@SUM(A1)")).isEqualTo("\"a\t'@SUM(A1)\"");
        assertThat(CsvRow.cell("a\r\n+1")).isEqualTo("\"a\r\n'+1\"");
        assertThat(CsvRow.cell("a;\u00a0\uff1d1")).isEqualTo("\"a;'\u00a0\uff1d1\"");
        assertThat(CsvRow.cell("=1;=2")).isEqualTo("\"'=1;'=2\"");
        assertThat(CsvRow.cell("\tabc")).isEqualTo("\"'\tabc\"");
    }

    @Test
    @DisplayName("Quotes behind a separator hide no formula: a spreadsheet set to the other separator takes them for a cell's own")
    void formulaBehindQuotesIsDefused() {
        assertThat(CsvRow.cell("a;\"=1+1\"")).isEqualTo("\"a;'\"\"=1+1\"\"\"");
        assertThat(CsvRow.cell("a;\"\"=1")).isEqualTo("\"a;'\"\"\"\"=1\"");
        assertThat(CsvRow.cell("a,\" @SUM(A1)")).isEqualTo("\"a,'\"\" @SUM(A1)\"");
        assertThat(CsvRow.cell("a;\u000b=1")).isEqualTo("\"a;'\u000b=1\"");
        assertThat(CsvRow.cell("say \"=\"; no")).isEqualTo("\"say \"\"=\"\"; no\"");
    }

    @Test
    @DisplayName("RFC 4180: quotes where they are needed, doubled within")
    void quotes() {
        assertThat(CsvRow.cell("plain-1")).isEqualTo("plain-1");
        assertThat(CsvRow.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvRow.cell("a;b")).isEqualTo("\"a;b\"");
        assertThat(CsvRow.cell("2026-11-28T10:00:00Z")).isEqualTo("2026-11-28T10:00:00Z");
        assertThat(CsvRow.cell("say \"a\"")).isEqualTo("\"say \"\"a\"\"\"");
        assertThat(CsvRow.cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(CsvRow.cell(null)).isEmpty();
        assertThat(CsvRow.cell(7)).isEqualTo("7");
        assertThat(CsvRow.head(Separator.COMMA)).startsWith("\ufeffindex,id,type,")
                .endsWith("takesEffectAt,byLoginBinding,fileNumber,statedReason\r\n");
        assertThat(CsvRow.head(Separator.SEMICOLON)).startsWith("\ufeffindex;id;type;")
                .endsWith("takesEffectAt;byLoginBinding;fileNumber;statedReason\r\n");
    }
}
