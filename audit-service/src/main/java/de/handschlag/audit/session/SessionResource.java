package de.handschlag.audit.session;

import java.util.SortedSet;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

/** Who is logged in, for pages. */
@Path("/app/session")
@Authenticated
@Tag(name = "Session", description = "Login of browsers")
public class SessionResource {

    private final SecurityIdentity identity;

    SessionResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Roles of the login, sorted. */
    public record Session(SortedSet<String> roles) {}

    @GET
    @Operation(summary = "Roles of the login")
    public Session session() {
        return new Session(new TreeSet<>(identity.getRoles()));
    }
}
