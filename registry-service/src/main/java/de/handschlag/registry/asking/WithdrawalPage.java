package de.handschlag.registry.asking;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
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

import de.handschlag.event.WithdrawalEvidence.Channel;
import de.handschlag.login.Roles;
import de.handschlag.page.Chosen;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.registry.asking.ConsentServiceOfOffices.One;
import de.handschlag.registry.asking.ConsentServiceOfOffices.RecordedWithdrawal;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.text.SeveralLines;

/**
 * A person takes a permission back on paper or by word of mouth, and an employee records it (Art. 7(3) GDPR). Sent twice it is one
 * withdrawal: the consent-service sees to that.
 */
@Path("/app/requests/{id}/withdrawal")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class WithdrawalPage {

    private static final int LONGEST_REASON = 500;
    private static final int LETTERS_OF_A_REASON = 2;

    private final OfficeRequests requests;
    private final Directory directory;

    WithdrawalPage(OfficeRequests requests, Directory directory) {
        this.requests = requests;
        this.directory = directory;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance form(One one, Names names, @Nullable Channel chosen, String reason,
                Errors errors);
    }

    @GET
    public TemplateInstance form(@PathParam("id") UUID id) {
        return Templates.form(requests.one(id), directory.names(), null, "", new Errors());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(@PathParam("id") UUID id, @RestForm @Nullable String channel,
            @RestForm @SeveralLines @Nullable String reason) {
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        Errors errors = new Errors();
        String typed = Objects.requireNonNullElse(reason, "").strip();
        Channel chosen = Chosen.of(Channel.values(), channel);
        if (chosen == null) {
            errors.add("channel-PAPER", text.withdrawalChannelMissing());
        } else if (chosen == Channel.ORAL && typed.isEmpty()
                || !typed.isEmpty() && typed.codePoints().filter(Character::isLetter).count() < LETTERS_OF_A_REASON) {
            errors.add("reason", text.withdrawalReasonMissing());
        } else if (typed.codePointCount(0, typed.length()) > LONGEST_REASON) {
            errors.add("reason", text.tooLong(LONGEST_REASON));
        }
        if (chosen != null && errors.isEmpty()) {
            try {
                boolean enforced = requests.withdraw(id,
                        new RecordedWithdrawal(chosen.name(), typed.isEmpty() ? null : typed));
                return Response.seeOther(URI.create("/app/requests?done=" + (enforced ? "recorded" : "recording")))
                        .build();
            } catch (HttpProblem problem) {
                if (problem.getStatusCode() != Response.Status.CONFLICT.getStatusCode()) {
                    throw problem;
                }
                errors.add("channel-PAPER", text.withdrawalNone());
            }
        }
        return Response.status(422).entity(Templates.form(requests.one(id), directory.names(), chosen, typed, errors))
                .build();
    }
}
