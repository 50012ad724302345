package de.handschlag.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

class CommandLineTest {

    @TempDir
    Path directory;

    @Test
    void helpNamesTheOptionsAndExitCodes() {
        String help = new CommandLine(new RunCommand()).getUsageMessage();
        assertThat(help).contains("--fresh", "--no-demonstration", "--port-keycloak=PORT", "--port-consent=PORT",
                "--port-registry=PORT", "--port-audit=PORT", "3   a port is taken",
                "4   this installation runs already");
    }

    @Test
    void anUnknownOptionIsRefused() {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new RunCommand()).setErr(new PrintWriter(errors)).execute("--fersh");
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("Unknown option: '--fersh'").contains("--fresh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port-consent=9000 --port-registry=9000", "--port-kafka=8081", "--port-consent=0",
            "--port-postgresql=65536", "--port-audit=-1", "--fresh --port-kafka=8081"})
    void portsThatCannotBeAreRefusedAtOnceAndNothingIsWritten(String options) {
        Path state = directory.resolve("state");
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(List.of("--state", state.toString()));

        assertThat(new CommandLine(new RunCommand()).execute(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(state).doesNotExist();
    }

    @Test
    @DisplayName("R32 A table of a language that nobody translated is not written, and who approved is asked for")
    void translationsThatCannotBe() {
        Path table = directory.resolve("t.csv");
        assertThat(translations("export", table.toString(), "--language", "xx")).isEqualTo(2);
        assertThat(table).doesNotExist();
        assertThat(translations("import", table.toString(), "--language", "tr")).isEqualTo(2);
        assertThat(translations("export", table.toString(), "--language", "tr")).isZero();
        assertThat(table).isNotEmptyFile();
        assertThat(translations("import", directory.resolve("none.csv").toString(), "--language", "tr", "--by", "A"))
                .isEqualTo(1);
    }

    private static int translations(String... arguments) {
        return new CommandLine(new TranslationsCommand()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
    }

    @Test
    void theRebuildNeedsARunningStackOrAToken() {
        assertThat(new CommandLine(new RegistryRebuildCommand()).execute("--state", directory.toString())).isEqualTo(1);
        assertThat(new CommandLine(new RegistryRebuildCommand()).execute("--url", "http://localhost:1")).isEqualTo(1);
        assertThat(new CommandLine(new RegistryRebuildCommand()).getUsageMessage()).contains("--check", "--url=URL",
                "3   rows differed");
    }

    @Test
    void theDemoNeedsARunningStack() {
        int code = new CommandLine(new DemoCommand()).execute("--state", directory.toString());
        assertThat(code).isEqualTo(1);
    }
}
