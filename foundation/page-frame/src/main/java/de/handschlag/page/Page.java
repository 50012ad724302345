package de.handschlag.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.qute.TemplateGlobal;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/** What a template knows of the page that it is for: {@code {page}} in every template. */
@RequestScoped
@Named("page")
@Unremovable // Templates look it up by themselves.
public class Page {

    private static final String SESSION_COOKIE = "q_session";
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final RoutingContext request;
    private final Face face;
    private final PageLanguage language;
    private final ZoneId timeZone;
    private final TextStatus texts;
    private final Duration idle;

    Page(CurrentVertxRequest current, LanguageChoice choice, PageSettings settings, TextStatus texts,
            @ConfigProperty(name = "quarkus.oidc.web.authentication.session-age-extension") Duration idle) {
        this.request = current.getCurrent();
        this.face = choice.face(request);
        this.language = choice.of(request);
        this.timeZone = settings.timeZone();
        this.texts = texts;
        this.idle = idle;
    }

    /** The one of the request that is being answered. */
    @TemplateGlobal(name = "page")
    public static Page current() {
        return Arc.container().instance(Page.class).get();
    }

    /** Whether a template is for a request at all; others, such as a paper that is made beside, say their language themselves. */
    static boolean isBeingAnswered() {
        return Arc.container().requestContext().isActive()
                && Arc.container().instance(CurrentVertxRequest.class).get().getCurrent() != null;
    }

    public PageLanguage language() {
        return language;
    }

    /** Those that this page can be read in. */
    public List<PageLanguage> languages() {
        return face.languages();
    }

    /** BCP 47 tag of its language. */
    public String tag() {
        return language.tag();
    }

    /** {@code ltr} or {@code rtl}. */
    public String dir() {
        return language.dir();
    }

    /** Its address without the host and the query. */
    public String path() {
        return request.normalizedPath();
    }

    /** {@code person}, {@code office}, {@code officer} or {@code admin}. */
    public String face() {
        return face.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the page's language is a translation that no named person has approved as it reads now (R32). */
    public boolean draft() {
        return face == Face.PERSON && texts.isDraft(language);
    }

    /** How long a login lasts after the last page, at least. */
    public long idleMinutes() {
        return idle.toMinutes();
    }

    /** Whether there is a session that somebody can end; on a public page it may have ended by itself meanwhile. */
    public boolean loggedIn() {
        return request.user() instanceof QuarkusHttpUser user && !user.getSecurityIdentity().isAnonymous()
                || request.request().cookies().stream().anyMatch(cookie -> cookie.getName().startsWith(SESSION_COOKIE));
    }

    /** Address of the one style sheet. */
    public String stylesheet() {
        return Asset.STYLESHEET;
    }

    /** Address of the picture in a browser's tab. */
    public String icon() {
        return Asset.ICON;
    }

    /** A bundle in the page's language, for texts that Java chooses: {@code page.messages(FrameMessages.class).skip()}. */
    public <T> T messages(Class<T> bundle) {
        return MessageBundles.get(bundle, Localized.Literal.of(tag()));
    }

    /** A day in words of the page's language, with European digits as on German papers. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale()).format(day);
    }

    /** The same of a point in time. */
    public String day(Instant instant) {
        return day(LocalDate.ofInstant(instant, timeZone));
    }

    /** Day and time of day in words of the page's language, with European digits and 24 hours as on German papers. */
    public String moment(Instant instant) {
        return day(instant) + (language.isRightToLeft() ? "، " : ", ") + TIME_OF_DAY.withZone(timeZone).format(instant);
    }
}
