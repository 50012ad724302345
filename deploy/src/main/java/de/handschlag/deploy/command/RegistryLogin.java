package de.handschlag.deploy.command;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.demonstration.Logins;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.StackException;
import de.handschlag.deploy.stack.StackPorts;
import de.handschlag.deploy.stack.StackState;

/** Where the registry is, and an administrator's access token for it. */
record RegistryLogin(String url, String token) {

    /**
     * Logs in.
     *
     * @param url            base address, as {@link BaseAddress} reads it, of a registry whose token is in {@code HANDSCHLAG_TOKEN}; null for the local stack's
     * @param stateDirectory of the local stack; null for the usual one
     * @throws StackException if there is no token, or no stack has run
     */
    static RegistryLogin of(HttpClient http, @Nullable String url, @Nullable Path stateDirectory) {
        if (url != null) {
            String token = Optional.ofNullable(System.getenv("HANDSCHLAG_TOKEN")).orElse("").strip();
            // It is not shown: what is no token may still be a secret.
            if (!token.matches("[!-~]+")) {
                throw new StackException("With --url, HANDSCHLAG_TOKEN must hold an administrator's access token.");
            }
            return new RegistryLogin(url, token);
        }
        StackState state = new StackState(stateDirectory == null
                ? ProjectLayout.find().root().resolve(".handschlag")
                : stateDirectory.toAbsolutePath().normalize());
        if (!Files.exists(state.ports())) {
            throw new StackException(
                    "No stack has run in " + state.directory() + ". Start it first, in another terminal: deploy/run");
        }
        StackPorts ports = StackPorts.remembered(state.ports());
        return new RegistryLogin("http://localhost:" + ports.of("registry"),
                new Logins(http, "http://localhost:" + ports.of("keycloak"), state.secrets()).staff("admin"));
    }
}
