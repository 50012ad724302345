package de.handschlag.deploy.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.StackException;
import de.handschlag.deploy.stack.StackPorts;
import de.handschlag.deploy.stack.StackState;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the services what they take an access token for, and says why they do not take it. */
@Command(name = "deploy/check-token", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Says whether an access token is good, and what it may.", description = {
        "",
        "Reads the token from a file or from its input, never from its arguments, which everybody on the machine can see, and asks each "
                + "service what it takes it for: issuer, roles, agency, purposes and level of login. If one does not take it, the "
                + "command says what it can see of why. By default the services that deploy/run runs are asked; for others give "
                + "--url, once for each.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:every service takes the token",
                "1:a service does not answer, or the token cannot be read",
                "2:an option that is unknown or cannot be followed",
                "3:a service does not take it, or nothing of it counts, as its issuer may not say that"})
public final class CheckTokenCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LEVELS = Pattern.compile("acr_values=\"([^\"]*)\"");
    private static final List<String> SERVICES = List.of("consent", "registry", "audit");
    private static final int LONGEST = 100_000;
    private static final int FAILED = 1;
    private static final int REFUSED = 3;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "File that holds the token. Default: its input.")
    private @Nullable Path file;

    @Option(names = "--url", paramLabel = "URL", converter = BaseAddress.class, description = "Base address of a service; several times for several.")
    private List<String> urls = List.of();

    @Option(names = "--state", paramLabel = "DIRECTORY", description = "The state directory of the running stack. Default: .handschlag in the project.")
    private @Nullable Path stateDirectory;

    private final InputStream in;
    private final PrintStream out;

    private CheckTokenCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** With the input and output of the process. */
    public CheckTokenCommand() {
        this(System.in, System.out);
    }

    public static void main(String[] arguments) {
        System.exit(run(System.in, System.out, arguments));
    }

    /**
     * The command with an input and output of its own.
     *
     * @return its exit code
     */
    public static int run(InputStream in, PrintStream out, String... arguments) {
        return new CommandLine(new CheckTokenCommand(in, out)).execute(arguments);
    }

    @Override
    public Integer call() {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String token = token();
            JsonNode said = claims(token);
            out.println("The token says, whoever signed it:");
            tell("issuer", said.path("iss").asText("none"));
            tell("login", said.path("sub").asText("none") + ", of client " + said.path("azp").asText("unknown"));
            tell("made for", texts(said.path("aud")));
            tell("ends", end(said));
            boolean good = true;
            for (String url : urls.isEmpty() ? local() : urls) {
                good &= ask(http, url, token, said);
            }
            return good ? 0 : REFUSED;
        } catch (ConnectException e) {
            System.err.println("A service does not answer at its address: does it run, and is --url right?");
            return FAILED;
        } catch (IOException | StackException | IllegalArgumentException | DateTimeException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private String token() throws IOException {
        byte[] read = file == null ? in.readNBytes(LONGEST) : Files.readAllBytes(file);
        String token = new String(read, StandardCharsets.US_ASCII).strip().replaceFirst("^(?i)bearer\\s+", "");
        if (!token.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")) {
            throw new StackException("That is no signed JSON web token: three parts in Base64 with dots between them.");
        }
        return token;
    }

    private static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException("The middle part of the token is no JSON.", e);
        }
    }

    private List<String> local() {
        StackState state = new StackState(stateDirectory == null
                ? ProjectLayout.find().root().resolve(".handschlag")
                : stateDirectory.toAbsolutePath().normalize());
        if (!Files.exists(state.ports())) {
            throw new StackException("No stack has run in " + state.directory() + ". Start it first, or give --url.");
        }
        StackPorts ports = StackPorts.remembered(state.ports());
        return SERVICES.stream().map(service -> "http://localhost:" + ports.of(service)).toList();
    }

    /** Whether the service takes the token. */
    private boolean ask(HttpClient http, String url, String token, JsonNode said)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url + "/v1/token")).timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token).header("Accept", "application/json").build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            return told(url, json(answer.body()));
        }
        if (answer.statusCode() != 401) {
            throw new StackException(url + " answers " + answer.statusCode() + "; is it a service of Handschlag?");
        }
        out.println(url + " does not take it:");
        Matcher levels = LEVELS.matcher(answer.headers().firstValue("WWW-Authenticate").orElse(""));
        tell("why",
                levels.find()
                        ? "the login is not strong enough: level " + said.path("acr").asText("none")
                                + ", one of these is needed: " + levels.group(1)
                        : why(said));
        return false;
    }

    private boolean told(String url, JsonNode taken) {
        if (!taken.path("covered").asBoolean()) {
            out.println(url + " knows the issuer, but it may not say this; nothing of the token counts:");
            tell("why", "it has a role or speaks for an agency that handschlag.issuers does not list for it");
            return false;
        }
        out.println(url + " takes it for:");
        tell("roles", texts(taken.path("roles")));
        tell("agency", taken.path("agencyId").asText("none"));
        tell("purposes", texts(taken.path("purposes")));
        tell("level", taken.path("acr").asText("none"));
        if (taken.path("overridesBlocks").asBoolean()) {
            tell("besides", "may override disclosure blocks");
        }
        return true;
    }

    private static String why(JsonNode said) {
        if (said.path("exp").asLong() <= Instant.now().getEpochSecond()) {
            return "it has ended";
        }
        return "its signature or its issuer is not one that the service knows, it is not made for the service, or a claim is out of bounds";
    }

    private static String end(JsonNode said) {
        Instant end = Instant.ofEpochSecond(said.path("exp").asLong());
        long left = Duration.between(Instant.now(), end).toSeconds();
        return end + (left > 0 ? ", in " + left + " s" : ", which is past");
    }

    private static String texts(JsonNode values) {
        String all = String.join(", ",
                (values.isArray() ? StreamSupport.stream(values.spliterator(), false) : Stream.of(values))
                        .map(JsonNode::asText).filter(text -> !text.isEmpty()).toList());
        return all.isEmpty() ? "none" : all;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new StackException("The answer is no JSON; is it a service of Handschlag?", e);
        }
    }

    /** What a token says can be anything: nothing of it moves a terminal's cursor. */
    private void tell(String what, String text) {
        out.printf("  %-9s %s%n", what, text.replaceAll("\\p{C}", "?"));
    }
}
