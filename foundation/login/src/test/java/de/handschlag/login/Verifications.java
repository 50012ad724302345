package de.handschlag.login;

import java.time.InstantSource;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Counts how often the OIDC extension verified a token: only then it asks who has something to add to the identity. */
@ApplicationScoped
class Verifications implements SecurityIdentityAugmentor {

    /** For whoever has a token. */
    static final String PATH = "/guarded";

    private final AtomicInteger count = new AtomicInteger();

    void open(@Observes Router router) {
        router.get(PATH).handler(request -> request.response().end(takenFor(request)));
    }

    private static String takenFor(RoutingContext request) {
        SecurityIdentity identity = ((QuarkusHttpUser) request.user()).getSecurityIdentity();
        TokenClaims claims = TokenClaims.of(identity);
        return new TreeSet<>(identity.getRoles()) + " " + claims.agencyId() + " " + new TreeSet<>(claims.purposes());
    }

    /** The services have theirs from the settings that they share. */
    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        count.incrementAndGet();
        return Uni.createFrom().item(identity);
    }

    int count() {
        return count.get();
    }
}
