package de.handschlag.consent.datasubject;

import java.net.URI;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.identity.SecurityIdentity;

/** Opens a person's own pages to the login's person, and leads a login that is nobody's to where it can become somebody's. */
@ApplicationScoped
public class PersonDoor {

    private static final URI CODE = URI.create("/app/code");

    private final DataSubjectService dataSubjects;
    private final SecurityIdentity identity;

    PersonDoor(DataSubjectService dataSubjects, SecurityIdentity identity) {
        this.dataSubjects = dataSubjects;
        this.identity = identity;
    }

    /**
     * The page, or the way to a person.
     *
     * @param page makes an entity, or a whole answer, for the login
     */
    public Response open(Function<Login, Object> page) {
        Login login = Login.of(identity);
        if (dataSubjects.find(login).isEmpty()) {
            return Response.seeOther(CODE).build();
        }
        Object shown = page.apply(login);
        return shown instanceof Response answer ? answer : Response.ok(shown).build();
    }
}
