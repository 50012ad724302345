package de.handschlag.page;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import io.vertx.ext.web.RoutingContext;

/** The login is asked for in the language of the pages (OpenID Connect Core, section 3.1.2.1). */
@ApplicationScoped
@Unremovable // The OIDC extension looks it up by itself.
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class LoginLanguage implements OidcRedirectFilter {

    private final LanguageChoice languages;

    LoginLanguage(LanguageChoice languages) {
        this.languages = languages;
    }

    @Override
    public void filter(OidcRedirectContext redirect) {
        RoutingContext request = redirect.routingContext();
        redirect.additionalQueryParams().set("ui_locales", languages.of(request).tag());
    }
}
