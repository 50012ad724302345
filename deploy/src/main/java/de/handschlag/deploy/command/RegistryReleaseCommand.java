package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.ServiceClient;
import de.handschlag.deploy.local.StackException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which records of consent-events block their person, and has one block nobody any more. */
@Command(name = "deploy/registry-release", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Shows which records of consent-events block their person, or releases one.", description = {
        "",
        "Nobody signed such a record, or nobody understands it, and until somebody has looked nobody reads its person's data. "
                + "Without an argument the records are listed; look at them among the dead letters. If the record is real and "
                + "its key was missing among the trusted ones, put the key there and run deploy/registry-rebuild instead. "
                + "By default for the stack that deploy/run runs; for another one give --url, and an administrator's access "
                + "token in the environment variable HANDSCHLAG_TOKEN.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:nothing blocks anybody, or the record was released",
                "1:the registry does not answer or refuses, or no record at this place blocks anybody",
                "2:an option or a record that cannot be understood", "3:the records that were listed block persons"})
public final class RegistryReleaseCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int BLOCKED = 3;
    private static final int RELEASED = 204;
    private static final String PLACE = "(-1|[0-9]{1,6})/(-1|[0-9]{1,18})";

    @Parameters(arity = "0..1", paramLabel = "PARTITION/OFFSET", description = "The record to release, as the list names it.")
    private @Nullable String place;

    @Option(names = "--url", paramLabel = "URL", converter = BaseAddress.class, description = "Base address of the registry-service.")
    private @Nullable String url;

    @Option(names = "--state", paramLabel = "DIRECTORY", description = "The state directory of the running stack. Default: .handschlag in the project.")
    private @Nullable Path stateDirectory;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Takes {@code -1/-1}, by which the list names a record from before places were kept, for a record and not for an option. */
    static int run(String... arguments) {
        return new CommandLine(new RegistryReleaseCommand()).setUnmatchedOptionsArePositionalParams(true)
                .execute(arguments);
    }

    @Override
    public Integer call() {
        if (place != null && !place.matches(PLACE)) {
            System.err.println("'" + place
                    + "' is neither an option nor a record, which is named by its partition and offset, such as 1/4711.");
            return MISUSED;
        }
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            RegistryLogin registry = RegistryLogin.of(http, url, stateDirectory);
            ServiceClient client = new ServiceClient(http);
            String records = registry.url() + "/v1/blocking-records";
            if (place == null) {
                return list(client.get(records, registry.token()).expect("The list", 200).list("blockingRecords"));
            }
            client.post(records + "/" + place + "/release", registry.token(), null).expect("The release", RELEASED);
            out.println("It blocks nobody any more.");
            return 0;
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private int list(JsonNode records) {
        if (records.isEmpty()) {
            out.println("No record blocks anybody.");
            return 0;
        }
        for (JsonNode record : records) {
            out.printf("%s/%s  %s since %s; claims revision %s, known was %s%n", record.path("partition").asText(),
                    record.path("offset").asText(), record.path("reason").asText(), record.path("blockedAt").asText(),
                    record.path("claimedRevision").asText("?"), record.path("knownRevision").asText());
        }
        return BLOCKED;
    }
}
