package de.handschlag.consent.access;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.AccessWords.Told;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.text.SeveralLines;

/** "I did not expect this": a person asks the data-protection officer about an entry of the log. */
@Path("/app/accesses/{index}/complaint")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ComplaintPage {

    private static final URI COMPLAINTS = URI.create("/app/complaints");
    private static final int LONGEST = 2000;
    private static final int FEWEST_LETTERS = 3;

    private final OwnData ownData;
    private final AccessWords words;
    private final PersonDoor door;

    ComplaintPage(OwnData ownData, AccessWords words, PersonDoor door) {
        this.ownData = ownData;
        this.words = words;
        this.door = door;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance ask(Told told, Errors errors, @Nullable String text);
    }

    @GET
    public Response ask(long index) {
        return door.open(_ -> Templates.ask(words.told(ownData.access(index)), new Errors(), null));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response complain(long index, @RestForm @SeveralLines @Nullable String text) {
        return door.open(_ -> {
            Told told = words.told(ownData.access(index));
            String written = text == null ? "" : text.strip();
            Errors errors = mistakes(written);
            if (errors.isEmpty()) {
                switch (ownData.complain(index, written)) {
                    case REFUSED -> errors.add("text", text().refused());
                    case TOO_MANY -> errors.add("text", text().tooMany());
                    case MADE -> {
                        // Said on the page of all complaints.
                    }
                }
            }
            return errors.isEmpty()
                    ? Response.seeOther(COMPLAINTS).build()
                    : Response.status(422).entity(Templates.ask(told, errors, text)).build();
        });
    }

    private static Errors mistakes(String text) {
        Errors errors = new Errors();
        if (text.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS) {
            errors.add("text", text().missing());
        } else if (text.length() > LONGEST) {
            errors.add("text", text().tooLong());
        }
        return errors;
    }

    private static ComplaintMessages text() {
        return Page.current().messages(ComplaintMessages.class);
    }
}
