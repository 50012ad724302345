package de.handschlag.consent.datasubject;

import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.qute.TemplateGlobal;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;

import de.handschlag.page.SessionEnd;

/**
 * For whom the person chose to act on pages (R11). The browser remembers the binding until it is closed or the login ends; whether that is this login's is
 * looked at with each page, so that a wrong one opens nothing. A decision names its record, which is one person's: what another window chose
 * meanwhile makes it 404 and never another child's.
 */
@RequestScoped
@Unremovable // Templates look it up by themselves.
public class ActingChoice {

    static final String COOKIE = SessionEnd.OF_A_LOGIN + "acting";
    static final String PATH = "/app";

    private final @Nullable UUID binding;

    ActingChoice(CurrentVertxRequest current) {
        RoutingContext request = current.getCurrent();
        this.binding = request == null ? null : chosen(request);
    }

    private static @Nullable UUID chosen(RoutingContext request) {
        Cookie cookie = request.request().getCookie(COOKIE);
        if (cookie == null || !(request.normalizedPath() + '/').startsWith(PATH + '/')) {
            return null;
        }
        try {
            return UUID.fromString(cookie.getValue());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Null if the login acts for its own person. */
    @Nullable
    UUID binding() {
        return binding;
    }

    /** Whether the page is for somebody else: {@code global:acting} in templates. */
    @TemplateGlobal(name = "acting")
    public static boolean isActing() {
        return Arc.container().requestContext().isActive()
                && Arc.container().instance(ActingChoice.class).get().binding() != null;
    }
}
