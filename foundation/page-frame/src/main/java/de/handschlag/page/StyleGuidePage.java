package de.handschlag.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * Every component in the reader's language, and once more in a language of the other direction. It is there while somebody
 * develops and in tests, never in what is delivered.
 */
@Path("/app/styleguide")
@PermitAll
@Produces(MediaType.TEXT_HTML)
@IfBuildProfile(anyOf = {"dev", "test"})
class StyleGuidePage {

    private static final Instant MOMENT = Instant.parse("2026-11-28T13:05:00Z");

    /** The components are shown once for each; ids are the column's own. */
    record Column(PageLanguage language, String reference, String reason, String attribute) {

        private Column(PageLanguage language) {
            this(language, "reference-" + language.tag(), "reason-" + language.tag(), "attribute-" + language.tag());
        }
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(List<Column> columns, Errors errors, @Nullable String typed, Instant moment,
                List<Bar> bars);
    }

    @GET
    public TemplateInstance show() {
        return page(new Errors(), null);
    }

    @POST
    public Response send(@RestForm @Nullable String typed) {
        Errors errors = new Errors();
        columns().forEach(column -> errors.add(column.reference(),
                Page.current().messages(FrameMessages.class).misunderstoodNext()));
        return Response.status(422).entity(page(errors, typed)).build();
    }

    private static TemplateInstance page(Errors errors, @Nullable String typed) {
        return Templates.show(columns(), errors, typed, MOMENT,
                Bar.of(new TreeMap<>(Map.of("Jobcenter", 128, "Ausländerbehörde", 41, "مركز الاستشارة", 7))));
    }

    private static List<Column> columns() {
        PageLanguage own = Page.current().language();
        List<Column> columns = new ArrayList<>(List.of(new Column(own)));
        columns.add(new Column(own.isRightToLeft() ? PageLanguage.GERMAN : PageLanguage.ARABIC));
        return columns;
    }
}
