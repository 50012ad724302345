package de.handschlag.login;

import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;

/** Has the OIDC extension verify the tokens of every issuer; the first one is in the shared settings. */
@ApplicationScoped
class IssuerTenants {

    /** No part of a path is the name of a tenant, by which the extension would choose it. */
    private static final String NAME = "issuer ";

    void create(@Observes Oidc oidc, Issuers issuers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        issuers.all().stream().skip(1).forEach(issuer -> oidc.create(tenant(issuer, service)));
    }

    private static OidcTenantConfig tenant(Issuer issuer, String service) {
        return OidcTenantConfig.authServerUrl(issuer.url()).tenantId(NAME + issuer.name())
                .applicationType(ApplicationType.SERVICE).clientId(service).token().issuer(issuer.url())
                .audience(Objects.requireNonNullElse(issuer.audience(), service)).allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false).end().build();
    }
}
