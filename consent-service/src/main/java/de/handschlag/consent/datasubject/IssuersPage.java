package de.handschlag.consent.datasubject;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.login.Issuer;
import de.handschlag.login.Issuers;
import de.handschlag.login.Roles;

/** Whose tokens this service believes, and what it believes of them, for an administrator. It is set by the operator, not here. */
@Path("/app/admin/issuers")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class IssuersPage {

    private final List<Trusted> issuers;
    private final String audience;

    IssuersPage(LoginSettings settings, Issuers issuers,
            @ConfigProperty(name = "quarkus.oidc.token.audience") String audience) {
        this.audience = audience;
        this.issuers = issuers.all().stream()
                .map(issuer -> trusted(issuer, issuer.equals(issuers.all().getFirst()), settings)).toList();
    }

    /**
     * An issuer.
     *
     * @param pages    whether its logins open pages too; otherwise its tokens open the API only
     * @param roles    that it may give, in the order of the list below
     * @param agencies that its tokens may speak for (R38); empty for none
     * @param each     whether they may speak for every one
     * @param levels   values of the claim acr of which staff need one; empty for any
     * @param claims   where its tokens say what
     * @param proofs   values of the claim acr by which its proofing of a person counts (R35); empty if it does not
     */
    record Trusted(String address, boolean pages, List<String> roles, Set<String> agencies, boolean each,
            List<String> levels, Issuer.Claims claims, Set<String> proofs) {}

    private static Trusted trusted(Issuer issuer, boolean pages, LoginSettings settings) {
        boolean counts = settings.proofingIssuers().filter(all -> all.contains(issuer.url())).isPresent();
        return new Trusted(issuer.url(), pages, Roles.ALL.stream().filter(issuer.roles()::contains).toList(),
                new TreeSet<>(issuer.agencies()), issuer.agencies().contains(Issuer.EACH), issuer.staffAcrValues(),
                issuer.claims(), counts ? new TreeSet<>(settings.proofingLevels().orElse(Set.of())) : Set.of());
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance list(List<Trusted> issuers, List<String> roles, String audience);
    }

    @GET
    public TemplateInstance list() {
        return Templates.list(issuers, Roles.ALL, audience);
    }
}
