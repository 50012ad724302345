package de.handschlag.consent.session;

import java.util.Set;
import java.util.TreeSet;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.DataSubjectService;
import de.handschlag.consent.datasubject.Login;

/** For browsers: logs in by code flow with PKCE, then says what the login is. */
@Path("/app/session")
@Authenticated
@RunOnVirtualThread
@Tag(name = "session")
class SessionResource {

    private final DataSubjectService dataSubjects;
    private final SecurityIdentity identity;

    SessionResource(DataSubjectService dataSubjects, SecurityIdentity identity) {
        this.dataSubjects = dataSubjects;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getSession", summary = "Roles of the browser's login, and whether a person belongs to it")
    public Session get() {
        return new Session(new TreeSet<>(identity.getRoles()), dataSubjects.find(Login.of(identity)).isPresent());
    }

    /** @param bound whether a person belongs to this login */
    record Session(Set<String> roles, boolean bound) {}
}
