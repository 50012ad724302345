package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import de.handschlag.verifier.fault.FaultKind;

@DisplayName("The guide, in which whoever is told of a fault looks it up")
class GuideTest {

    private static final Path GUIDE = Path.of("../docs/guide-log-verifier.md");
    /** Of section 3: point, what is checked, kinds of fault; a dash is the export's frame. */
    private static final Pattern ROW = Pattern.compile("\\| ([0-8–]) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern KIND = Pattern.compile("`([A-Z_]+)`");

    @ParameterizedTest
    @EnumSource
    @DisplayName("It names each kind of fault by its whole name")
    void namesEachKind(FaultKind kind) throws IOException {
        assertThat(Files.readString(GUIDE)).contains("`" + kind + "`");
    }

    @Test
    @DisplayName("A kind stands there at the point to which it belongs")
    void namesThePointOfEachKind() throws IOException {
        int named = 0;
        for (String line : Files.readAllLines(GUIDE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                int point = row.group(1).equals("–") ? 0 : Integer.parseInt(row.group(1));
                for (String name : KIND.matcher(row.group(2)).results().map(kind -> kind.group(1)).toList()) {
                    assertThat(FaultKind.valueOf(name).point()).as(name).isEqualTo(point);
                    named++;
                }
            }
        }
        assertThat(named).isGreaterThan(50);
    }
}
