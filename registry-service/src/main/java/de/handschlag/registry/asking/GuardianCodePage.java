package de.handschlag.registry.asking;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;

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

import de.handschlag.event.Guardianship.Kind;
import de.handschlag.event.Guardianship.Proof;
import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.asking.ConsentServiceOfOffices.Code;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NewGuardian;
import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.registry.office.OfficeMessages;

/** A code for a guardian of the person of a case: with it the guardian's own login acts for the person (R11). */
@Path("/app/cases/{caseReference}/guardian-code")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class GuardianCodePage {

    private final OfficeRequests requests;

    GuardianCodePage(OfficeRequests requests) {
        this.requests = requests;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance form(String caseReference, Typed typed, Errors errors);

        static native TemplateInstance code(String caseReference, Code code);
    }

    /** What was typed and chosen, as it came; null or empty if nothing was. */
    record Typed(@Nullable String kind, @Nullable String proof, String birthDate) {

        public Kind[] kinds() {
            return Kind.values();
        }

        public Proof[] proofs() {
            return Proof.values();
        }
    }

    @GET
    public TemplateInstance form(
            @PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference) {
        return Templates.form(caseReference, new Typed(null, null, ""), new Errors());
    }

    /** The code is shown once, in this answer: nothing keeps it. Sent again, it is another code, for another guardian. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response make(@PathParam("caseReference") @Pattern(regexp = CaseReference.PATTERN) String caseReference,
            @RestForm @Nullable String kind, @RestForm @Nullable String proof, @RestForm @Nullable String birthDate) {
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Typed typed = new Typed(kind, proof, Objects.requireNonNullElse(birthDate, "").strip());
        Kind chosenKind = Chosen.of(Kind.values(), kind);
        Proof chosenProof = Chosen.of(Proof.values(), proof);
        LocalDate born = day(typed.birthDate());
        boolean ofAdult = chosenKind == Kind.LEGAL_GUARDIAN;
        Errors errors = new Errors();
        if (chosenKind == null) {
            errors.add("kind-PARENT", text.guardianKindMissing());
        }
        if (chosenProof == null) {
            errors.add("proof-BIRTH_CERTIFICATE", text.guardianProofMissing());
        }
        if (ofAdult && !typed.birthDate().isEmpty()) {
            errors.add("birthDate", text.guardianBirthDateSurplus());
        } else if (chosenKind != null && !ofAdult && born == null) {
            errors.add("birthDate", text.guardianBirthDateMissing());
        }
        if (chosenKind != null && chosenProof != null && errors.isEmpty()) {
            try {
                Code code = requests.guardianCode(caseReference, new NewGuardian(chosenKind, chosenProof, born));
                return Response.ok(Templates.code(caseReference, code)).build();
            } catch (HttpProblem problem) {
                switch (problem.getStatusCode()) {
                    case 404 -> errors.add("kind-PARENT", text.noSuchCase());
                    case 400 -> errors.add("birthDate", text.guardianBirthDateWrong());
                    case 409 -> errors.add("birthDate", text.guardianBirthDateDiffers());
                    default -> throw problem;
                }
            }
        }
        return Response.status(422).entity(Templates.form(caseReference, typed, errors)).build();
    }

    /** @return null if it is none */
    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
