package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.audit.asking.export.CsvRow.Separator;

@DisplayName("Cells of CSV")
class CsvRowTest {

    /** The only cell of a row, without its end. */
    private static String cell(@Nullable Object value) {
        String row = CsvRow.row(Separator.COMMA, value);
        assertThat(row).endsWith("\r\n");
        return row.substring(0, row.length() - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\uff1d1",
            "\uff0b1", "=HYPERLINK(\"http://evil.example\",\"x\")"})
    @DisplayName("What a spreadsheet would calculate gets an apostrophe")
    void formulaIsDefused(String text) {
        assertThat(cell(text)).isEqualTo("\"'" + text.replace("\"", "\"\"") + "\"");
    }

    @Test
    @DisplayName("A formula behind a separator gets one too: a spreadsheet set to the other separator begins a cell there")
    void formulaBehindASeparatorIsDefused() {
        assertThat(cell("a;=1+1")).isEqualTo("\"a;'=1+1\"");
        assertThat(cell("a,-1")).isEqualTo("\"a,'-1\"");
        assertThat(cell("a; =1")).isEqualTo("\"a;' =1\"");
        assertThat(cell("a\t@SUM(A1)")).isEqualTo("\"a\t'@SUM(A1)\"");
        assertThat(cell("a\r\n+1")).isEqualTo("\"a\r\n'+1\"");
        assertThat(cell("a;\u00a0\uff1d1")).isEqualTo("\"a;'\u00a0\uff1d1\"");
        assertThat(cell("=1;=2")).isEqualTo("\"'=1;'=2\"");
        assertThat(cell("\tabc")).isEqualTo("\"'\tabc\"");
    }

    @Test
    @DisplayName("Quotes behind a separator hide no formula: a spreadsheet set to the other separator takes them for a cell's own")
    void formulaBehindQuotesIsDefused() {
        assertThat(cell("a;\"=1+1\"")).isEqualTo("\"a;'\"\"=1+1\"\"\"");
        assertThat(cell("a;\"\"=1")).isEqualTo("\"a;'\"\"\"\"=1\"");
        assertThat(cell("a,\" @SUM(A1)")).isEqualTo("\"a,'\"\" @SUM(A1)\"");
        assertThat(cell("a;\u000b=1")).isEqualTo("\"a;'\u000b=1\"");
        assertThat(cell("say \"=\"; no")).isEqualTo("\"say \"\"=\"\"; no\"");
    }

    @Test
    @DisplayName("RFC 4180: every text in quotes, whichever separator a spreadsheet is set to; doubled within")
    void quotes() {
        assertThat(cell("plain-1")).isEqualTo("\"plain-1\"");
        assertThat(cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(cell("a;b")).isEqualTo("\"a;b\"");
        assertThat(cell(Instant.parse("2026-11-28T10:00:00Z"))).isEqualTo("\"2026-11-28T10:00:00Z\"");
        assertThat(cell(true)).isEqualTo("\"true\"");
        assertThat(cell("say \"a\"")).isEqualTo("\"say \"\"a\"\"\"");
        assertThat(cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(cell(null)).isEmpty();
        assertThat(cell("")).isEmpty();
        assertThat(cell(7)).isEqualTo("7");
        assertThat(CsvRow.row(Separator.COMMA, 7, null, "a;b", "")).isEqualTo("7,,\"a;b\",\r\n");
        assertThat(CsvRow.row(Separator.SEMICOLON, null, "a,b", "c")).isEqualTo(";\"a,b\";\"c\"\r\n");
        assertThat(CsvRow.head(Separator.COMMA)).startsWith("\ufeffindex,id,type,").endsWith(
                "takesEffectAt,byLoginBinding,fileNumber,statedReason,noticeDeferral,deferralReason,releasedSource\r\n");
        assertThat(CsvRow.head(Separator.SEMICOLON)).startsWith("\ufeffindex;id;type;").endsWith(
                "takesEffectAt;byLoginBinding;fileNumber;statedReason;noticeDeferral;deferralReason;releasedSource\r\n");
    }
}
