package de.handschlag.systemtest.faults;

import java.io.IOException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.test.HelpText;

import picocli.CommandLine;

class HelpTest {

    @Test
    @DisplayName("What deploy/fault-test --help prints is what the command says of itself")
    void textIsTheCommandsOwn() throws IOException {
        HelpText.check("fault-test", new CommandLine(new FaultCommand()).getUsageMessage(CommandLine.Help.Ansi.OFF));
    }
}
