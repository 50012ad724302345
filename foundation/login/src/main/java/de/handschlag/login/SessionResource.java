package de.handschlag.login;

import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** For browsers: leads to the login (code flow with PKCE) if there is none, then tells what the login is. */
@Path("/app/session")
@Authenticated
@RunOnVirtualThread
@Tag(name = "session")
public class SessionResource {

    private final SecurityIdentity identity;
    private final Instance<BoundLogins> boundLogins;

    SessionResource(SecurityIdentity identity, Instance<BoundLogins> boundLogins) {
        this.identity = identity;
        this.boundLogins = boundLogins;
    }

    /**
     * What the login is.
     *
     * @param roles sorted
     * @param bound whether a person belongs to it; null in a service that keeps no persons
     */
    public record Session(SortedSet<String> roles, @Nullable Boolean bound) {}

    @GET
    @Operation(operationId = "getSession", summary = "Roles of the browser's login, and whether a person belongs to it")
    public Session get() {
        return new Session(new TreeSet<>(identity.getRoles()),
                boundLogins.isResolvable() ? boundLogins.get().isBound(identity) : null);
    }
}
