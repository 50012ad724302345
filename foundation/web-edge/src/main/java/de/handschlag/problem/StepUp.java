package de.handschlag.problem;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.vertx.ext.web.RoutingContext;

/** That the current request needs a login that was made in another way (RFC 9470): noted where it is judged, told where it is answered. */
public final class StepUp {

    /** Of such a request. */
    public static final ProblemType INSUFFICIENT_LOGIN = new ProblemType("insufficient-user-authentication", 401,
            "The login is not strong enough for this", "Die Anmeldung ist dafür nicht stark genug",
            "Log in anew, in one of the ways that acr_values in WWW-Authenticate names.");

    private static final String KEY = StepUp.class.getName();

    private StepUp() {}

    /**
     * Notes it.
     *
     * @param acrValues of which the login has to have one, the preferred first
     * @return the same, as the challenge writes them
     */
    public static String ask(RoutingContext request, List<String> acrValues) {
        String written = String.join(" ", acrValues);
        request.put(KEY, written);
        return written;
    }

    /** The challenge of a bearer token (RFC 9470, section 3); empty if nothing was asked for. */
    public static Optional<String> challenge(RoutingContext request) {
        @Nullable
        String acrValues = request.get(KEY);
        return Optional.ofNullable(acrValues).map(values -> "Bearer error=\"insufficient_user_authentication\", "
                + "error_description=\"A different authentication level is required\", acr_values=\"" + values + "\"");
    }
}
