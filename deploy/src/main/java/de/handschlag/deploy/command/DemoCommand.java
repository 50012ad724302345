package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.demonstration.Logins;
import de.handschlag.deploy.demonstration.MainJob;
import de.handschlag.deploy.demonstration.ServiceClient;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.StackException;
import de.handschlag.deploy.stack.StackPorts;
import de.handschlag.deploy.stack.StackState;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the main job against the stack that deploy/run runs. */
@Command(name = "deploy/demo", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Plays the main job against the running stack and prints each step with its milliseconds.", description = {
        "",
        "Amira grants, the Jobcenter sees exactly that, others see nothing, she withdraws, the Jobcenter "
                + "sees nothing any more, and the data-protection officer finds all of it in the log. It can be repeated.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:every step was as it should be",
                "1:a step was not, or the stack does not answer", "2:unknown option"})
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--state", paramLabel = "DIRECTORY", description = "The state directory of the running stack. Default: .handschlag in the project.")
    private @Nullable Path stateDirectory;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DemoCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        StackState state = new StackState(stateDirectory == null
                ? ProjectLayout.find().root().resolve(".handschlag")
                : stateDirectory.toAbsolutePath().normalize());
        if (!Files.exists(state.demonstration())) {
            System.err.println("No demonstration is loaded in " + state.directory()
                    + ". Start the stack first, in another terminal: deploy/run");
            return 1;
        }
        StackPorts ports = StackPorts.remembered(state.ports());
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Logins logins = new Logins(http, "http://localhost:" + ports.of("keycloak"), state.secrets());
            boolean asItShouldBe = new MainJob(new ServiceClient(http), logins,
                    "http://localhost:" + ports.of("consent"), "http://localhost:" + ports.of("registry"),
                    "http://localhost:" + ports.of("audit"), this::print).play();
            out.println(asItShouldBe ? "Every step was as it should be." : "Not every step was as it should be.");
            return asItShouldBe ? 0 : 1;
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void print(MainJob.Step step) {
        out.printf(Locale.ROOT, "%s %6.1f ms  %s%n              %s%n", step.as() ? "ok  " : "FAIL",
                step.took().toNanos() / 1e6, step.text(), step.shown());
    }
}
