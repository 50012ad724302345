package de.handschlag.registry.asking;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeAttribute;
import de.handschlag.catalogue.PurposeAttribute.Necessity;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.asking.ConsentServiceOfOffices.Wanted;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.registry.office.SentForms;
import de.handschlag.registry.requester.AgencyRequester;

/** Ask the person of a case: tick what is needed, and send. Nothing is ticked beforehand. */
@Path("/app/cases/{caseReference}/{purpose}/ask")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class AskPage {

    private static final String PURPOSE = "[a-z][a-z0-9-]{1,62}";
    private static final URI ASKED = URI.create("/app/requests?done=asked");
    private static final List<Integer> MONTHS = IntStream.rangeClosed(1, 12).boxed().toList();
    private static final int USUAL_MONTHS = 6;

    private final OfficeRequests requests;
    private final Catalogue catalogue;
    private final Directory directory;
    private final SentForms forms;
    private final AgencyRequester requester;

    AskPage(OfficeRequests requests, Catalogue catalogue, Directory directory, SentForms forms,
            AgencyRequester requester) {
        this.requests = requests;
        this.catalogue = catalogue;
        this.directory = directory;
        this.forms = forms;
        this.requester = requester;
    }

    /**
     * What can be asked for.
     *
     * @param required the purpose does not work without it; never that the person must agree
     * @param ticked   it was, in a form that has to be sent again
     */
    record Item(String key, String label, boolean required, boolean ticked) {}

    /**
     * The form.
     *
     * @param plain  in German, as the person is told what the purpose is
     * @param number by which a form that is sent twice acts once
     */
    record Form(String caseReference, String purpose, String label, String plain, List<Item> items,
            List<Integer> months, int month, String number) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance ask(Form form, Errors errors);
    }

    @GET
    public TemplateInstance form(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String reference,
            @PathParam("purpose") @Pattern(regexp = PURPOSE) String purpose) {
        Purpose known = known(purpose);
        Integer suggested = known.suggestedMonths();
        return Templates.ask(form(reference, known, Set.of(), suggested == null ? USUAL_MONTHS : suggested),
                new Errors());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String reference,
            @PathParam("purpose") @Pattern(regexp = PURPOSE) String purpose,
            @RestForm @Nullable List<String> attributes, @RestForm @Nullable Integer months,
            @RestForm @Nullable String number) {
        Purpose known = known(purpose);
        Set<String> listed = catalogue.consentAttributes(purpose);
        List<String> ticked = attributes == null
                ? List.of()
                : List.copyOf(new TreeSet<>(attributes.stream().filter(listed::contains).toList()));
        int month = months == null || !MONTHS.contains(months) ? USUAL_MONTHS : months;
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        if (ticked.isEmpty()) {
            errors.add(items(known, Set.of()).stream().findFirst().map(item -> "attributes-" + item.key())
                    .orElse("months"), text.askNothing());
        }
        if (months == null || month != months) {
            errors.add("months", text.askMonthsWrong());
        }
        if (errors.isEmpty()) {
            try {
                Wanted wanted = new Wanted(reference, purpose, ticked, month);
                return Response.seeOther(forms.once(number, wanted, () -> {
                    requests.ask(wanted);
                    return ASKED;
                })).build();
            } catch (HttpProblem problem) {
                switch (problem.getStatusCode()) {
                    case 404 -> errors.add("case", text.noSuchCase());
                    case 409 -> errors.add("case", text.askStatute());
                    case 400 -> errors.add("case", text.askRefused());
                    default -> throw problem;
                }
            }
        }
        return Response.status(422).entity(Templates.ask(form(reference, known, Set.copyOf(ticked), month), errors))
                .build();
    }

    private Form form(String reference, Purpose purpose, Set<String> ticked, int months) {
        Names names = directory.names();
        return new Form(reference, purpose.key(), names.purpose(purpose.key()), purpose.plainPurposeDe(),
                items(purpose, ticked), MONTHS, months, SentForms.number());
    }

    private List<Item> items(Purpose purpose, Set<String> ticked) {
        String type = directory.typeOf(requester.agencyId());
        if (type != null && catalogue.use(purpose.key(), type, Basis.CONSENT).isEmpty()) {
            return List.of();
        }
        Names names = directory.names();
        return catalogue.attributesOf(purpose.key()).stream().filter(row -> row.basis() == Basis.CONSENT)
                .collect(Collectors.toMap(PurposeAttribute::attribute, row -> row, (one, _) -> one, LinkedHashMap::new))
                .values().stream().map(row -> new Item(row.attribute(), names.attribute(row.attribute()),
                        row.necessity() == Necessity.REQUIRED, ticked.contains(row.attribute())))
                .toList();
    }

    private Purpose known(String key) {
        Purpose purpose = catalogue.purposes().get(key);
        if (purpose == null) {
            throw ProblemType.NOT_FOUND.because("The catalogue has no such purpose.");
        }
        return purpose;
    }
}
