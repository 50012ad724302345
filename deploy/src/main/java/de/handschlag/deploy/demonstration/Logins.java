package de.handschlag.deploy.demonstration;

import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.identity.TokenEndpoint;
import de.handschlag.deploy.local.Secrets;

/** Real logins of the demonstration; their passwords are in the secrets file of the installation. */
public final class Logins {

    /** Name of the secret that is the password of all demonstration persons. */
    public static final String PERSON_SECRET = "login.persons";

    private static final Set<String> STAFF = Set.of("dpo", "admin", "caseworker");

    private final TokenEndpoint endpoint;
    private final Secrets secrets;
    private final Map<String, TokenEndpoint.Token> tokens = new ConcurrentHashMap<>();

    public Logins(HttpClient http, String keycloakUrl, Secrets secrets) {
        this.endpoint = new TokenEndpoint(http, keycloakUrl, Realms.HANDSCHLAG);
        this.secrets = secrets;
    }

    /** Of a person or of staff. */
    public static String password(Secrets secrets, String username) {
        return secrets.get(STAFF.contains(username) ? "login." + username : PERSON_SECRET);
    }

    /** A demonstration person by login name. */
    public String person(String username) {
        return current(username,
                () -> endpoint.ofUser(TokenEndpoint.TOUR_CLIENT, username, secrets.get(PERSON_SECRET)));
    }

    /** Staff by login name: {@code dpo}, {@code admin}, {@code caseworker}. */
    public String staff(String username) {
        return current(username,
                () -> endpoint.ofUser(TokenEndpoint.TOUR_CLIENT, username, secrets.get("login." + username)));
    }

    /** An agency's system. */
    public String agency(String agencyId) {
        String clientId = "agency-" + agencyId;
        return current(clientId, () -> endpoint.ofClient(clientId, secrets.get("client." + clientId)));
    }

    private String current(String login, Supplier<TokenEndpoint.Token> ask) {
        return tokens.compute(login, (_,
                known) -> known != null && known.expires().isAfter(Instant.now().plusSeconds(30)) ? known : ask.get())
                .accessToken();
    }
}
