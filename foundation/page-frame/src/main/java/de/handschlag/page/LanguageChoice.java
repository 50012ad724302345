package de.handschlag.page;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.edge.browser.BrowserPaths;

/**
 * In which language a request is answered: that of the cookie, else the best by Accept-Language, else German. An address with
 * {@code ?language=} sets the cookie and leads to itself without it, so that no address that people keep or send carries one.
 * It happens before authentication, since somebody who is led to the login has chosen already.
 */
@ApplicationScoped
class LanguageChoice {

    static final String COOKIE = "hs-language";
    static final String PARAMETER = "language";
    private static final long YEAR_SECONDS = 31_536_000;
    /** After what the browser's door does and before authentication (200). */
    private static final int BEFORE_AUTHENTICATION = 390;

    private final PageSettings settings;
    private final boolean secure;

    LanguageChoice(PageSettings settings, @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.settings = settings;
        this.secure = secure;
    }

    void register(@Observes Filters filters) {
        filters.register(this::choose, BEFORE_AUTHENTICATION);
    }

    private void choose(RoutingContext request) {
        if (!BrowserPaths.contain(request) || !request.request().method().equals(HttpMethod.GET)) {
            request.next();
            return;
        }
        Optional<PageLanguage> chosen = request.queryParam(PARAMETER).stream().findFirst().flatMap(PageLanguage::of);
        if (chosen.isEmpty()) {
            request.next();
            return;
        }
        request.response()
                .addCookie(Cookie.cookie(COOKIE, chosen.get().tag()).setPath(BrowserPaths.ROOT).setMaxAge(YEAR_SECONDS)
                        .setHttpOnly(true).setSecure(secure).setSameSite(CookieSameSite.LAX))
                .setStatusCode(303).putHeader(HttpHeaders.LOCATION, withoutLanguage(request)).end();
    }

    /** The path is the resolved one: as it was written it could name another host ("//host"). */
    private static String withoutLanguage(RoutingContext request) {
        String rest = Arrays.stream(Objects.requireNonNullElse(request.request().query(), "").split("&"))
                .filter(part -> !part.isEmpty() && !part.split("=", 2)[0].equals(PARAMETER))
                .collect(Collectors.joining("&"));
        return request.normalizedPath() + (rest.isEmpty() ? "" : "?" + rest);
    }

    Face face(RoutingContext request) {
        return settings.face().at(request.normalizedPath());
    }

    PageLanguage of(RoutingContext request) {
        List<PageLanguage> offered = face(request).languages();
        return Optional.ofNullable(request.request().getCookie(COOKIE))
                .flatMap(cookie -> PageLanguage.of(cookie.getValue())).filter(offered::contains)
                .orElseGet(() -> PageLanguage.bestOf(offered,
                        Objects.requireNonNullElse(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE), "")));
    }
}
