package de.handschlag.registry.session;

import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

/** Whom the browser's login (code flow with PKCE) logged in. */
@Path("/app/session")
@Authenticated
public class SessionResource {

    private final SecurityIdentity identity;

    SessionResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The roles of whoever is logged in. */
    public record Session(SortedSet<String> roles) {}

    @GET
    @Operation(summary = "Roles of the browser's login; leads to the identity provider if there is none")
    public Session session() {
        return new Session(new TreeSet<>(identity.getRoles()));
    }
}
