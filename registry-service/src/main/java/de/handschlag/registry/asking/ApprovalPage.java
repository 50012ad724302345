package de.handschlag.registry.asking;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.WithdrawalEvidence.Channel;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.page.PageLanguage;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NewApproval;
import de.handschlag.registry.asking.ConsentServiceOfOffices.NoticeText;
import de.handschlag.registry.asking.ConsentServiceOfOffices.One;
import de.handschlag.registry.asking.ConsentServiceOfOffices.ToRead;
import de.handschlag.registry.office.Directory;
import de.handschlag.registry.office.Names;
import de.handschlag.registry.office.Names.Choice;
import de.handschlag.registry.office.OfficeMessages;
import de.handschlag.text.SeveralLines;

/**
 * A person says yes without a login, on paper or by word of mouth: an employee shows them the notice, word by word in their language, and records
 * what they say (R6, R8). It gives nothing before a colleague confirms it on {@link ApprovalsPage}.
 */
@Path("/app/requests/{id}/approval")
@RolesAllowed(Roles.CASEWORKER)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ApprovalPage {

    private static final int LONGEST_REASON = 500;
    private static final int LETTERS_OF_A_REASON = 2;
    private static final String GERMAN = "de";
    private static final URI RECORDED = URI.create("/app/approvals?done=recorded");

    private final OfficeRequests requests;
    private final Catalogue catalogue;
    private final Directory directory;

    ApprovalPage(OfficeRequests requests, Catalogue catalogue, Directory directory) {
        this.requests = requests;
        this.catalogue = catalogue;
        this.directory = directory;
    }

    /**
     * A notice as the page shows it.
     *
     * @param wanted whether it is in the language that was chosen (R31)
     */
    record Shown(String hash, String language, String dir, boolean wanted, boolean draft, List<String> paragraphs) {

        static Shown of(ToRead read) {
            NoticeText notice = read.notice();
            return new Shown(notice.hash(), notice.language(),
                    PageLanguage.of(notice.language()).map(PageLanguage::dir).orElse("auto"),
                    read.missingLanguage() == null, notice.draft(),
                    notice.text().lines().filter(line -> !line.isBlank()).toList());
        }
    }

    /** What was filled in; nothing at first, but for how long (R2). */
    record Filled(String channel, String reason, List<String> attributes, int months, String signedBy,
            String interpreter) {

        public boolean has(String key) {
            return attributes.contains(key);
        }
    }

    /**
     * All that the form needs.
     *
     * @param given   what can be given so: nothing of a special category (R5)
     * @param special what of the request cannot
     * @param german  the notice in German; null if it is shown in German
     */
    record Form(One one, List<PageLanguage> languages, Shown notice, @Nullable Shown german, List<Choice> given,
            String special, List<Integer> months) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance form(Form form, Names names, Filled filled, Errors errors);

        static native TemplateInstance closed();
    }

    @GET
    public Response form(@PathParam("id") UUID id, @QueryParam("reading") @Nullable String language) {
        One one = requests.one(id);
        return shown(200, one, language, new Filled("", "", List.of(), one.months(), "", ""), new Errors());
    }

    private Response shown(int status, One one, @Nullable String language, Filled filled, Errors errors) {
        String tag = PageLanguage.of(Objects.requireNonNullElse(language, GERMAN)).orElse(PageLanguage.GERMAN).tag();
        Names names = directory.names();
        try {
            Shown notice = Shown.of(requests.toRead(one.consentRequestId(), tag));
            Shown german = notice.language().equals(GERMAN)
                    ? null
                    : Shown.of(requests.toRead(one.consentRequestId(), GERMAN));
            return Response.status(status)
                    .entity(Templates.form(new Form(one, List.of(PageLanguage.values()), notice, german,
                            one.attributes().stream().filter(key -> !isSpecial(key))
                                    .map(key -> new Choice(key, names.attribute(key))).toList(),
                            names.attributes(one.attributes().stream().filter(this::isSpecial).toList()),
                            IntStream.rangeClosed(1, one.months()).boxed().toList()), names, filled, errors))
                    .build();
        } catch (HttpProblem problem) {
            if (problem.getStatusCode() != Response.Status.CONFLICT.getStatusCode()) {
                throw problem;
            }
            return Response.status(Response.Status.CONFLICT).entity(Templates.closed()).build();
        }
    }

    private boolean isSpecial(String key) {
        Attribute attribute = catalogue.attributes().get(key);
        return attribute == null || attribute.sensitivity() == Sensitivity.SPECIAL;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response record(@PathParam("id") UUID id, @RestForm @Nullable String channel,
            @RestForm @SeveralLines @Nullable String reason, @RestForm @Nullable List<String> attribute,
            @RestForm @Nullable String months, @RestForm @Nullable String language,
            @RestForm @Nullable String noticeHash, @RestForm @Nullable String signedBy,
            @RestForm @Nullable String interpreter) {
        OfficeMessages text = Page.current().messages(OfficeMessages.class);
        One one = requests.one(id);
        Filled filled = new Filled(chosen(channel, Channel.values()), Objects.requireNonNullElse(reason, "").strip(),
                attribute == null
                        ? List.of()
                        : one.attributes().stream().filter(key -> attribute.contains(key) && !isSpecial(key)).toList(),
                months == null || !months.matches("[1-9][0-9]?") || Integer.parseInt(months) > one.months()
                        ? one.months()
                        : Integer.parseInt(months),
                chosen(signedBy, Signer.values()),
                "yes".equals(interpreter) ? "yes" : "no".equals(interpreter) ? "no" : "");
        Errors errors = check(filled, text);
        if (errors.isEmpty()) {
            try {
                requests.approve(id,
                        new NewApproval(filled.channel(), filled.reason().isEmpty() ? null : filled.reason(),
                                filled.attributes(), filled.months(), Objects.requireNonNullElse(language, ""),
                                Objects.requireNonNullElse(noticeHash, ""), filled.signedBy(),
                                filled.interpreter().equals("yes")));
                return Response.seeOther(RECORDED).build();
            } catch (HttpProblem problem) {
                if (problem.getStatusCode() != Response.Status.CONFLICT.getStatusCode()) {
                    throw problem;
                }
                errors.add("language", text.approvalTextChanged());
            }
        }
        return shown(422, one, language, filled, errors);
    }

    private static Errors check(Filled filled, OfficeMessages text) {
        Errors errors = new Errors();
        if (filled.attributes().isEmpty()) {
            errors.add("attributes", text.approvalNothing());
        }
        if (filled.channel().isEmpty()) {
            errors.add("channel-PAPER", text.approvalChannelMissing());
        } else if (filled.channel().equals(Channel.ORAL.name()) && filled.reason().isEmpty()
                || !filled.reason().isEmpty()
                        && filled.reason().codePoints().filter(Character::isLetter).count() < LETTERS_OF_A_REASON) {
            errors.add("reason", text.approvalReasonMissing());
        } else if (filled.reason().codePointCount(0, filled.reason().length()) > LONGEST_REASON) {
            errors.add("reason", text.tooLong(LONGEST_REASON));
        }
        if (filled.signedBy().isEmpty()) {
            errors.add("signedBy-PERSON", text.approvalSignerMissing());
        }
        if (filled.interpreter().isEmpty()) {
            errors.add("interpreter-no", text.approvalInterpreterMissing());
        }
        return errors;
    }

    private static String chosen(@Nullable String typed, Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).filter(name -> name.equals(typed)).findFirst().orElse("");
    }
}
