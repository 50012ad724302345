package de.handschlag.consent.agency;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.admin.AdminMessages;
import de.handschlag.consent.catalogue.CatalogueNames;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** Where an administrator registers an agency, or describes one anew that is registered. */
@Path("/app/admin/registration")
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class RegistrationPage {

    private static final int UNPROCESSABLE = 422;

    private final AgencyService agencies;
    private final CatalogueService catalogue;
    private final CatalogueNames names;

    RegistrationPage(AgencyService agencies, CatalogueService catalogue, CatalogueNames names) {
        this.agencies = agencies;
        this.catalogue = catalogue;
        this.names = names;
    }

    /** One to choose. */
    public record Choice(String key, String label) {}

    /** What can be chosen. */
    record Choices(List<Choice> types, List<Choice> regimes, List<Choice> authorities) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance form(AgencyForm typed, Errors errors, Choices choices, @Nullable String known,
                boolean another);
    }

    @GET
    public TemplateInstance register() {
        return page(new AgencyForm(), new Errors(), null, false);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response registered(@BeanParam AgencyForm typed) {
        Errors errors = new Errors();
        AdminMessages text = text();
        String id = AgencyForm.trimmed(typed.agencyId);
        if (id == null || !id.matches(AgencyDescription.ID)) {
            errors.add("agencyId", text.idWrong());
        } else if (agencies.find(id).isPresent()) {
            errors.add("agencyId", text.idTaken());
        }
        AgencyDescription description = typed.description(errors, text);
        if (errors.isEmpty() && id != null && description != null && put(id, description, errors)) {
            return shown(id);
        }
        return Response.status(UNPROCESSABLE).entity(page(typed, errors, null, false)).build();
    }

    @GET
    @Path("/{agencyId}")
    public TemplateInstance describe(String agencyId) {
        return page(AgencyForm.of(known(agencyId)), new Errors(), agencyId, false);
    }

    @POST
    @Path("/{agencyId}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response described(String agencyId, @BeanParam AgencyForm typed) {
        var _ = known(agencyId);
        Errors errors = new Errors();
        AgencyDescription description = typed.description(errors, text());
        boolean another = description != null && isAnother(agencyId, description, errors);
        if (another && typed.sure == null) {
            errors.add("sure-yes", text().sureMissing());
        }
        if (errors.isEmpty() && description != null && put(agencyId, description, errors)) {
            return shown(agencyId);
        }
        return Response.status(UNPROCESSABLE).entity(page(typed, errors, agencyId, another)).build();
    }

    private AgencyView known(String agencyId) {
        return agencies.find(agencyId)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No agency is registered under this id."));
    }

    private boolean isAnother(String agencyId, AgencyDescription description, Errors errors) {
        return refused(errors, () -> agencies.makesAnotherRecipient(agencyId, description)).orElse(false);
    }

    private boolean put(String agencyId, AgencyDescription description, Errors errors) {
        return refused(errors, () -> agencies.put(agencyId, description)).isPresent();
    }

    /** What does not fit together is said by the field that it is about. */
    private static <T> Optional<T> refused(Errors errors, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (HttpProblem problem) {
            if (problem.getStatusCode() != UNPROCESSABLE) {
                throw problem;
            }
            String said = Objects.requireNonNullElse(problem.getDetail(), "");
            AdminMessages text = text();
            switch (said.substring(0, Math.max(0, said.indexOf(':')))) {
                case "sector" -> errors.add("sector", text.sectorWrong());
                case "dataProtectionRegime" -> errors.add("dataProtectionRegime", text.regimeWrong());
                case "authority" -> errors.add("authority", text.authorityWrong());
                case "mayInformImmigrationOffice" -> errors.add("mayInformImmigrationOffice", text.mayInformWrong());
                default -> errors.add("agencyType", text.typeMissing());
            }
            return Optional.empty();
        }
    }

    private TemplateInstance page(AgencyForm typed, Errors errors, @Nullable String known, boolean another) {
        String language = Page.current().tag();
        return Templates.form(typed, errors, new Choices(
                catalogue.agencyTypes().stream().map(type -> names.agencyType(type.key(), language))
                        .map(RegistrationPage::choice).sorted(Comparator.comparing(Choice::label)).toList(),
                catalogue.regimes().stream().sorted().map(regime -> new Choice(regime, regime)).toList(),
                catalogue.authorities().values().stream().map(one -> new Choice(one.key(), one.name())).toList()),
                known, another);
    }

    private static Choice choice(Named type) {
        return new Choice(type.key(), type.label());
    }

    private static Response shown(String agencyId) {
        return Response.seeOther(URI.create("/app/admin/agencies/" + agencyId)).build();
    }

    private static AdminMessages text() {
        return Page.current().messages(AdminMessages.class);
    }
}
