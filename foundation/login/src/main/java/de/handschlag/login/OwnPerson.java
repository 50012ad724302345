package de.handschlag.login;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import de.handschlag.problem.ProblemType;

/** Which person the login of the current request is. Asked anew each time: a binding may end. */
@ApplicationScoped
public class OwnPerson {

    private static final Logger LOG = Logger.getLogger(OwnPerson.class);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final PersonsOfLogins persons;
    private final JsonWebToken token;

    OwnPerson(@RestClient PersonsOfLogins persons, JsonWebToken token) {
        this.persons = persons;
        this.token = token;
    }

    /**
     * The person, if there is one.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the login is nobody's, 403 if it speaks for an agency as well (R35),
     *                                                     503 if that cannot be told
     */
    public UUID current() {
        try {
            return persons.me("Bearer " + token.getRawToken()).dataSubjectId();
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND) {
                throw ProblemType.NOT_FOUND.because("This login is not bound to a person.");
            }
            if (e.getResponse().getStatus() == FORBIDDEN) {
                throw ProblemType.FORBIDDEN.because("This login speaks for an agency; it is no person's.");
            }
            LOG.warnf("the consent-service answered %d to the question who a login is", e.getResponse().getStatus());
            throw unknown();
        } catch (ProcessingException e) {
            LOG.warn("the consent-service cannot be asked who a login is", e);
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return ProblemType.UNAVAILABLE.retryAfter(2, "Which person this login is cannot be told at the moment.");
    }
}
