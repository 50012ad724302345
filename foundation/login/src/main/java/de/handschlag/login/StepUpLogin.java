package de.handschlag.login;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;

/**
 * Whoever begins a login at a page of staff is asked for it in the ways that count for staff (OpenID Connect Core, section 3.1.2.1). Persons
 * are not.
 */
@ApplicationScoped
@Unremovable // The OIDC extension looks it up by itself.
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class StepUpLogin implements OidcRedirectFilter {

    /** Staff's pages in the service of persons. */
    private static final String ADMINISTRATION = "/app/admin";

    private final List<String> acrValues;
    private final boolean staffOnly;

    StepUpLogin(Issuers issuers, @ConfigProperty(name = "handschlag.pages.face", defaultValue = "person") String face) {
        this.acrValues = issuers.all().getFirst().staffAcrValues();
        this.staffOnly = !face.equals("person");
    }

    @Override
    public void filter(OidcRedirectContext redirect) {
        String path = redirect.routingContext().normalizedPath();
        if (!acrValues.isEmpty()
                && (staffOnly || path.equals(ADMINISTRATION) || path.startsWith(ADMINISTRATION + "/"))) {
            redirect.additionalQueryParams().set("acr_values", String.join(" ", acrValues));
        }
    }
}
