package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import de.handschlag.deploy.local.ProjectLayout;

/** The text that a command in {@code deploy/} prints for {@code --help} without being built. */
public final class HelpText {

    private HelpText() {}

    /** Compares it with what the command itself says; {@code -DupdateHelp=true} writes it. */
    public static void check(String command, String usage) throws IOException {
        Path file = ProjectLayout.find().root().resolve("deploy/scripts/help/" + command + ".txt");
        if (Boolean.getBoolean("updateHelp")) {
            Files.writeString(file, usage);
        }
        assertThat(file).as("mvn test -Dtest='*HelpTest' -DupdateHelp=true writes it").hasContent(usage);
    }
}
