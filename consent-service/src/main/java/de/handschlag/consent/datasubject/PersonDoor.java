package de.handschlag.consent.datasubject;

import java.net.URI;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.identity.SecurityIdentity;

/** Opens a person's own pages to the login's person, and leads a login that is nobody's to where it can become somebody's. */
@ApplicationScoped
public class PersonDoor {

    private static final URI CHILDREN = URI.create("/app/children");
    private static final URI CODE = URI.create("/app/code");

    private final DataSubjectService dataSubjects;
    private final ActingChoice choice;
    private final SecurityIdentity identity;

    PersonDoor(DataSubjectService dataSubjects, ActingChoice choice, SecurityIdentity identity) {
        this.dataSubjects = dataSubjects;
        this.choice = choice;
        this.identity = identity;
    }

    /**
     * The page, or the way to a person.
     *
     * @param page makes an entity, or a whole answer, for the login
     */
    public Response open(Function<Login, Object> page) {
        return open(Login.of(identity), page);
    }

    /**
     * As {@link #open}, for the person for whom the login acts if it acts for somebody (R11). Of a page that is {@link OpenToGuardians}.
     *
     * @param page makes an entity, or a whole answer, for the login
     */
    public Response openToGuardians(Function<Login, Object> page) {
        return open(login(), page);
    }

    /** The login, as it acts: for its own person, or for whom it was chosen to. Of a page that is {@link OpenToGuardians}. */
    public Login login() {
        return Login.of(identity, choice.binding());
    }

    private Response open(Login login, Function<Login, Object> page) {
        if (dataSubjects.find(login).isEmpty()) {
            return Response.seeOther(login.isActing() ? CHILDREN : CODE).build();
        }
        Object shown = page.apply(login);
        return shown instanceof Response answer ? answer : Response.ok(shown).build();
    }
}
