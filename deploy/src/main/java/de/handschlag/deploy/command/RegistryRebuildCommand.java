package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.ServiceClient;
import de.handschlag.deploy.local.StackException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the registry build its sharing views anew from consent-events, and shows how it fares. */
@Command(name = "deploy/registry-rebuild", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Builds all sharing views of the registry anew from consent-events and puts right what differs.", description = {
        "",
        "Reading goes on meanwhile; only while the result takes its place reads may end with 503 for a moment. "
                + "Nothing that was withdrawn comes back. By default for the stack that deploy/run runs; for another one "
                + "give --url, and an administrator's access token in the environment variable HANDSCHLAG_TOKEN.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:the views were as the topic says",
                "1:nothing was changed: the registry does not answer, refuses or failed",
                "2:an option that is unknown or cannot be followed",
                "3:rows differed, and were put right (with --check: were only counted)",
                "4:a rebuild is running already"})
public final class RegistryRebuildCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int DIFFERED = 3;
    private static final int RUNS_ALREADY = 4;
    private static final int CONFLICT = 409;
    private static final Duration POLL = Duration.ofMillis(500);

    @Option(names = "--check", description = "Only compare; change nothing.")
    private boolean checkOnly;

    @Option(names = "--url", paramLabel = "URL", converter = BaseAddress.class, description = "Base address of the registry-service.")
    private @Nullable String url;

    @Option(names = "--state", paramLabel = "DIRECTORY", description = "The state directory of the running stack. Default: .handschlag in the project.")
    private @Nullable Path stateDirectory;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RegistryRebuildCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            RegistryLogin registry = RegistryLogin.of(http, url, stateDirectory);
            ServiceClient client = new ServiceClient(http);
            String runs = registry.url() + "/v1/view-rebuilds";
            ServiceClient.Answer started = client.post(runs + "?checkOnly=" + checkOnly, registry.token(), null);
            if (started.status() == CONFLICT) {
                System.err.println("A rebuild is running already; wait until it has ended.");
                return RUNS_ALREADY;
            }
            started.expect("The rebuild", 202);
            return follow(client, runs + "/" + started.body().path("rebuildId").asText(), registry.token());
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private int follow(ServiceClient client, String run, String token) {
        ProgressBar bar = new ProgressBar(out);
        while (true) {
            JsonNode state = client.get(run, token).expect("The rebuild", 200).body();
            long total = state.path("recordsTotal").asLong();
            bar.at("records of the topic", thousandths(state.path("recordsRead").asLong(), total), 1000);
            switch (state.path("state").asText()) {
                case "done" -> {
                    return tell(state.path("differences"), total);
                }
                case "failed" -> throw new StackException("Nothing was changed: " + state.path("failure").asText());
                default -> LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private static int thousandths(long read, long total) {
        return total == 0 ? 0 : (int) (read * 1000 / total);
    }

    private int tell(JsonNode differences, long records) {
        long missing = differences.path("missing").asLong();
        long differing = differences.path("differing").asLong();
        long surplus = differences.path("surplus").asLong();
        long beyond = differences.path("beyondTopic").asLong();
        if (missing + differing + surplus + beyond == 0) {
            out.printf("The views are as the topic says (%d records).%n", records);
            return 0;
        }
        out.printf("Rows that were missing: %d, that said something else: %d, that the topic does not have: %d, with a"
                + " newer revision than the topic: %d.%n", missing, differing, surplus, beyond);
        out.println(checkOnly
                ? "Nothing was changed. Without --check they are put right."
                : "They are put right. Find out who changed them: the service itself does not.");
        return DIFFERED;
    }
}
