package de.handschlag.consent.access;

import java.net.URI;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.access.StoredData.NewCorrection;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.text.SeveralLines;

/**
 * "This is wrong": a person says of a stored value what is right, or that it is not theirs (Art. 16, 18 GDPR). One question after the
 * other; what was said so far goes along in the forms, and nothing of it is kept before the last one is sent.
 */
@Path("/app/data/{attribute}/{source}/correction")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class CorrectionPage {

    private static final URI CORRECTIONS = URI.create("/app/corrections");
    private static final String ATTRIBUTE = "[a-z][a-z0-9_]{1,62}";
    private static final String SOURCE = "[A-Za-z0-9._~-]{1,64}";
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_WORDS = 2000;
    private static final String CHANGE = "CHANGE";

    private final OwnData ownData;
    private final AgencyService agencies;
    private final CatalogueNames names;
    private final PersonDoor door;

    CorrectionPage(OwnData ownData, AgencyService agencies, CatalogueNames names, PersonDoor door) {
        this.ownData = ownData;
        this.agencies = agencies;
        this.names = names;
        this.door = door;
    }

    /** Which value of whom. */
    record About(String attribute, String source, Named named, String office) {}

    /**
     * What was said so far, as it was typed.
     *
     * @param restrict {@code yes} or {@code no}; empty if it was not said
     */
    record Said(String wish, String right, String words, String restrict) {

        public boolean isChange() {
            return wish.equals(CHANGE);
        }

        public boolean isAllowed() {
            return restrict.equals("no");
        }

        public boolean isRestricted() {
            return restrict.equals("yes");
        }
    }

    /** What is asked. */
    enum Step {
        WISH,
        TEXT,
        RESTRICT
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance ask(About about, Said said, String step, Errors errors);
    }

    @GET
    public Response ask(@PathParam("attribute") @Pattern(regexp = ATTRIBUTE) String attribute,
            @PathParam("source") @Pattern(regexp = SOURCE) String source) {
        return door.open(_ -> page(about(attribute, source), new Said("", "", "", ""), Step.WISH, new Errors()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(@PathParam("attribute") @Pattern(regexp = ATTRIBUTE) String attribute,
            @PathParam("source") @Pattern(regexp = SOURCE) String source, @RestForm @Nullable String step,
            @RestForm @Nullable String wish, @RestForm @Nullable String right,
            @RestForm @SeveralLines @Nullable String words, @RestForm @Nullable String restrict) {
        return door.open(_ -> {
            About about = about(attribute, source);
            Said said = new Said(text(wish), text(right), text(words), text(restrict));
            Step answered = Step.TEXT.name().equals(step)
                    ? Step.TEXT
                    : Step.RESTRICT.name().equals(step) ? Step.RESTRICT : Step.WISH;
            // Whatever was answered before is looked at again: it comes from the browser.
            for (Step asked : Step.values()) {
                Errors errors = mistakes(asked, said);
                if (!errors.isEmpty()) {
                    return Response.status(422).entity(page(about, said, asked, errors)).build();
                }
                if (asked == answered) {
                    break;
                }
            }
            return switch (answered) {
                case WISH -> page(about, said, Step.TEXT, new Errors());
                case TEXT -> page(about, said, Step.RESTRICT, new Errors());
                case RESTRICT -> send(about, said);
            };
        });
    }

    private Response send(About about, Said said) {
        CorrectionMessages text = messages();
        Errors errors = new Errors();
        switch (ownData.requestCorrection(
                new NewCorrection(about.attribute(), about.source(), said.wish(), said.isChange() ? said.right() : null,
                        said.words().isEmpty() ? null : said.words(), said.isRestricted()))) {
            case REFUSED -> errors.add("restrict-no", text.refused());
            case TOO_MANY -> errors.add("restrict-no", text.tooMany());
            case RESTRICTED_BEFORE -> errors.add("restrict-no", text.restrictedBefore());
            case MADE -> {
                // Said on the page of all requests.
            }
        }
        return errors.isEmpty()
                ? Response.seeOther(CORRECTIONS).build()
                : Response.status(422).entity(page(about, said, Step.RESTRICT, errors)).build();
    }

    private static Errors mistakes(Step step, Said said) {
        CorrectionMessages text = messages();
        Errors errors = new Errors();
        switch (step) {
            case WISH -> {
                if (!said.isChange() && !said.wish().equals("DELETE")) {
                    errors.add("wish-change", text.wishMissing());
                }
            }
            case TEXT -> {
                if (said.isChange() && said.right().isEmpty()) {
                    errors.add("right", text.rightMissing());
                } else if (said.isChange() && said.right().length() > LONGEST_VALUE) {
                    errors.add("right", text.rightTooLong());
                }
                if (said.words().length() > LONGEST_WORDS) {
                    errors.add("words", text.wordsTooLong());
                }
            }
            case RESTRICT -> {
                if (!said.isRestricted() && !said.isAllowed()) {
                    errors.add("restrict-no", text.wishMissing());
                }
            }
        }
        return errors;
    }

    private static TemplateInstance page(About about, Said said, Step step, Errors errors) {
        return Templates.ask(about, said, step.name(), errors);
    }

    private About about(String attribute, String source) {
        return new About(attribute, source, names.attribute(attribute, Page.current().tag()), agencies.nameOf(source));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static CorrectionMessages messages() {
        return Page.current().messages(CorrectionMessages.class);
    }
}
