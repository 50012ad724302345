package de.handschlag.systemtest.browser;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.systemtest.RunningStack;

/** Pages of the whole stack in a real browser. */
@Tag("browser")
public abstract class PageTestCase {

    protected static final RunningStack STACK = RunningStack.get();
    protected static final String PASSWORD = "long-enough-for-a-test";

    private final List<Visitor> visitors = new ArrayList<>();

    protected Visitor visitor(Screen screen, String language) {
        return visitor(screen, language, true, false);
    }

    protected Visitor visitorWithoutScript(Screen screen, String language) {
        return visitor(screen, language, false, false);
    }

    protected Visitor visitorWithForcedColors(Screen screen, String language) {
        return visitor(screen, language, true, true);
    }

    private Visitor visitor(Screen screen, String language, boolean script, boolean forcedColors) {
        Visitor visitor = new Visitor(STACK.stack(), screen, language, script, forcedColors);
        visitors.add(visitor);
        return visitor;
    }

    @AfterEach
    void theyLeave() {
        visitors.forEach(Visitor::close);
        visitors.clear();
    }

    /** Somebody who can log in with {@link #PASSWORD}; attributes such as {@code agency_id} and {@code purposes}. */
    protected static String user(String role, Map<String, List<String>> attributes) {
        String name = "page-" + role + "-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, STACK.stack().keycloak().url(), STACK.stack().keycloak().adminPassword())
                    .importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(name, PASSWORD, List.of(role), attributes)));
        }
        return name;
    }
}
