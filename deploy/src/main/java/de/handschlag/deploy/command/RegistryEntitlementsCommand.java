package de.handschlag.deploy.command;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.demonstration.ServiceClient;
import de.handschlag.deploy.local.StackException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends what an agency may at the registry, whatever its tokens say, and restores it. */
@Command(name = "deploy/registry-entitlements", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Ends what an agency may at the registry, at once, or restores it.", description = {
        "",
        "The identity provider says what an agency may, in tokens that last for minutes. What is ended here counts for every read "
                + "that begins afterwards, whatever the token says. Without --purpose everything that the agency may ends: "
                + "reads, feed, obligations, webhook, contributions and pages. Without an option the list is shown. Mend it at "
                + "the identity provider too. By default for the stack that deploy/run runs; for another one give --url, and an "
                + "administrator's access token in the environment variable HANDSCHLAG_TOKEN.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:it is done, or nothing is ended",
                "1:the registry does not answer or refuses: it is ended already, or there is no such id or purpose",
                "2:an option that is unknown, missing or cannot be followed",
                "3:the entitlements that were listed are ended"})
public final class RegistryEntitlementsCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int ENDED = 3;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    @Option(names = "--end", paramLabel = "AGENCY", description = "Id of the agency whose entitlement ends.")
    private @Nullable String agencyId;

    @Option(names = "--purpose", paramLabel = "PURPOSE", description = "Only this purpose of it, a key of the catalogue.")
    private @Nullable String purpose;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever looks at the list later; no personal data.")
    private @Nullable String reason;

    @Option(names = "--restore", paramLabel = "ID", description = "Takes an end back, by its id in the list.")
    private @Nullable UUID id;

    @Option(names = "--url", paramLabel = "URL", converter = BaseAddress.class, description = "Base address of the registry-service.")
    private @Nullable String url;

    @Option(names = "--state", paramLabel = "DIRECTORY", description = "The state directory of the running stack. Default: .handschlag in the project.")
    private @Nullable Path stateDirectory;

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RegistryEntitlementsCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        if ((agencyId == null) != (reason == null) || agencyId == null && purpose != null
                || agencyId != null && id != null) {
            System.err.println("--end needs --reason, and --purpose goes with them; --restore stands alone.");
            return MISUSED;
        }
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            RegistryLogin registry = RegistryLogin.of(http, url, stateDirectory);
            ServiceClient client = new ServiceClient(http);
            String ended = registry.url() + "/v1/ended-entitlements";
            if (agencyId != null && reason != null) {
                JsonNode done = client.post(ended, registry.token(), end(agencyId, reason)).expect("The end", CREATED)
                        .body();
                out.println(done.path("endedEntitlementId").asText() + "  is ended.");
                return 0;
            }
            if (id != null) {
                client.send("DELETE", ended + "/" + id, registry.token(), null, null).expect("The restoring",
                        NO_CONTENT);
                out.println("It is restored.");
                return 0;
            }
            return list(client.get(ended, registry.token()).expect("The list", 200).list("endedEntitlements"));
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private Map<String, String> end(String agency, String why) {
        Map<String, String> end = new HashMap<>(Map.of("agencyId", agency, "reason", why));
        if (purpose != null) {
            end.put("purpose", purpose);
        }
        return end;
    }

    private int list(JsonNode all) {
        if (all.isEmpty()) {
            out.println("Nothing is ended.");
            return 0;
        }
        for (JsonNode one : all) {
            out.printf("%s  %s %s since %s by %s: %s%n", one.path("endedEntitlementId").asText(),
                    one.path("agencyId").asText(), one.path("purpose").asText("everything"),
                    one.path("endedAt").asText(), one.path("endedBy").asText(), one.path("reason").asText());
        }
        return ENDED;
    }
}
