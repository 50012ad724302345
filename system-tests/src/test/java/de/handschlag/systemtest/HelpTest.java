package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.deploy.command.CheckTokenCommand;
import de.handschlag.deploy.command.DemoCommand;
import de.handschlag.deploy.command.RegistryEntitlementsCommand;
import de.handschlag.deploy.command.RegistryRebuildCommand;
import de.handschlag.deploy.command.RegistryReleaseCommand;
import de.handschlag.deploy.command.RunCommand;
import de.handschlag.deploy.command.TranslationsCommand;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.systemtest.faults.FaultCommand;
import de.handschlag.teststack.HelpText;

import picocli.CommandLine;

class HelpTest {

    @TempDir
    Path fresh;

    @Test
    @DisplayName("What --help prints is what the commands say of themselves")
    void textsAreTheCommandsOwn() throws IOException {
        HelpText.check("run", usage(new RunCommand()));
        HelpText.check("demo", usage(new DemoCommand()));
        HelpText.check("registry-rebuild", usage(new RegistryRebuildCommand()));
        HelpText.check("translations", usage(new TranslationsCommand()));
        HelpText.check("registry-release", usage(new RegistryReleaseCommand()));
        HelpText.check("check-token", usage(new CheckTokenCommand()));
        HelpText.check("registry-entitlements", usage(new RegistryEntitlementsCommand()));
        HelpText.check("fault-test", usage(new FaultCommand()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "registry-rebuild", "registry-release", "registry-entitlements",
            "check-token", "translations", "fault-test", "verify-log", "benchmark", "test"})
    @DisplayName("--help needs neither a build nor a JDK nor Maven, and leaves nothing behind")
    void helpNeverBuilds(String command) throws IOException, InterruptedException {
        copy(ProjectLayout.find().root().resolve("deploy"), command);
        copy(ProjectLayout.find().root().resolve("deploy"), "scripts");
        long files = files();
        ProcessBuilder help = new ProcessBuilder("/bin/bash", fresh.resolve("deploy/" + command).toString(), "--help")
                .redirectErrorStream(true);
        help.environment().clear();
        help.environment().put("PATH", "/usr/bin:/bin");
        Process running = help.start();
        String text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(text).isZero();
        assertThat(text).contains("Usage: ").containsIgnoringCase("exit codes:");
        assertThat(files()).isEqualTo(files);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(fresh)) {
            return all.count();
        }
    }

    private void copy(Path from, String name) throws IOException {
        try (Stream<Path> all = Files.walk(from.resolve(name))) {
            for (Path file : all.toList()) {
                Path to = fresh.resolve("deploy").resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, to);
                }
            }
        }
    }

    private static String usage(Object command) {
        return new CommandLine(command).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }
}
