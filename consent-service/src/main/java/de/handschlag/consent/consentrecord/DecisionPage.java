package de.handschlag.consent.consentrecord;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.QuestionService.Looked;
import de.handschlag.consent.datasubject.Ages;
import de.handschlag.consent.datasubject.LoginBindingService;
import de.handschlag.consent.datasubject.OpenToGuardians;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/**
 * How a person decides: the request with its notice, what is specially protected one by one on a page of its own, and what was
 * decided. A choice on the first page is kept in the browser until the second is answered; nothing is saved before.
 */
@Path("/app/requests/{consentRecordId}")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
@OpenToGuardians
class DecisionPage {

    private static final String BESIDE = "hs-beside";
    private static final String GERMAN = "de";
    private static final int YEAR_SECONDS = 31_536_000;
    private static final String YES = "yes";
    private static final String NO = "no";

    private final ConsentRecordService consentRecords;
    private final QuestionService questions;
    private final SecrecyReleaseService releases;
    private final EnforcementService enforcement;
    private final PersonDoor door;
    private final boolean secure;

    DecisionPage(ConsentRecordService consentRecords, QuestionService questions, SecrecyReleaseService releases,
            EnforcementService enforcement, PersonDoor door,
            @ConfigProperty(name = "handschlag.browser.secure-cookies") boolean secure) {
        this.consentRecords = consentRecords;
        this.questions = questions;
        this.releases = releases;
        this.enforcement = enforcement;
        this.door = door;
        this.secure = secure;
    }

    /** Why a decision was not taken, and has to be made anew. */
    enum Obstacle {
        NOTICE_CHANGED,
        LOGIN_NOT_CONFIRMED,
        TOO_YOUNG
    }

    /** What is ticked and chosen when the page is shown: nothing at first (R2). */
    record Chosen(List<String> attributes, int months) {

        public boolean has(Named attribute) {
            return attributes.contains(attribute.key());
        }
    }

    /**
     * One specially protected attribute and what the person said to it.
     *
     * @param answer yes or no; null while there is none
     */
    record SpecialChoice(Named attribute, @Nullable String answer) {

        /** Name of the form's field. */
        public String field() {
            return attribute.id("special");
        }

        /** Id of the input that says yes; the one that says no has the field's name. */
        public String yesId() {
            return field() + "-yes";
        }

        public boolean isYes() {
            return YES.equals(answer);
        }

        public boolean isNo() {
            return NO.equals(answer);
        }
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance question(Question question, Chosen chosen, Errors errors,
                @Nullable Obstacle obstacle);

        static native TemplateInstance special(Question question, List<Named> ticked, List<SpecialChoice> choices,
                Errors errors);

        static native TemplateInstance done(Looked looked, boolean given, boolean already, boolean releasable);

        static native TemplateInstance over(Looked looked, boolean withdrawn, boolean takenBack);
    }

    @GET
    public Response show(UUID consentRecordId, @RestQuery @Nullable String beside,
            @RestCookie(BESIDE) @Nullable String besideRemembered,
            @RestCookie(Ticked.COOKIE) @Nullable String remembered) {
        if (beside != null) {
            return Response.seeOther(address(consentRecordId, ""))
                    .cookie(cookie(BESIDE, beside.equals(GERMAN) ? GERMAN : "none", "/app", YEAR_SECONDS)).build();
        }
        Looked looked = look(consentRecordId, besideRemembered);
        Question question = looked.question();
        if (question == null) {
            return isDecided(looked)
                    ? Response.seeOther(address(consentRecordId, "/done")).build()
                    : Response.ok(over(looked)).build();
        }
        Chosen chosen = Ticked.of(remembered, question).map(ticked -> new Chosen(ticked.attributes(), ticked.months()))
                .orElseGet(() -> new Chosen(List.of(), question.months()));
        return Response.ok(Templates.question(question, chosen, new Errors(), null)).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decide(UUID consentRecordId, @RestForm @Nullable List<String> attribute,
            @RestForm @Nullable String months, @RestForm @Nullable String language,
            @RestForm @Nullable String noticeHash, @RestForm @Nullable String decision,
            @RestForm @Nullable String afterAll, @RestCookie(BESIDE) @Nullable String beside) {
        Looked looked = look(consentRecordId, beside);
        Question question = looked.question();
        Ticked ticked = new Ticked(List.copyOf(Objects.requireNonNullElse(attribute, List.of())),
                monthsOf(months, looked.view().months()), Objects.requireNonNullElse(language, ""),
                Objects.requireNonNullElse(noticeHash, ""));
        if (NO.equals(decision)) {
            return refuse(consentRecordId, ticked, beside);
        }
        if (question == null && !YES.equals(decision)) {
            throw InvalidRequest.body("decision", "yes or no is expected");
        }
        if (question != null) {
            requireOrdinary(ticked, question);
            Errors errors = mistakes(ticked, question);
            if (!YES.equals(decision)) {
                // Enter in a field presses the first button of a form, which is one that is not seen: it must decide nothing.
                errors.add("decision", text().specialMissing());
            }
            if (!errors.isEmpty()) {
                return Response.status(422)
                        .entity(Templates.question(question,
                                new Chosen(ticked.attributes(),
                                        ticked.months() == 0 ? question.months() : ticked.months()),
                                errors, null))
                        .build();
            }
            if (!question.special().isEmpty()) {
                return Response.seeOther(address(consentRecordId, "/special")).cookie(cookie(Ticked.COOKIE,
                        ticked.text(question), address(consentRecordId, "").getPath(), Ticked.SECONDS)).build();
            }
        }
        return approve(consentRecordId, ticked, List.of(), "true".equals(afterAll), beside);
    }

    @GET
    @Path("/special")
    public Response showSpecial(UUID consentRecordId, @RestCookie(Ticked.COOKIE) @Nullable String remembered) {
        Question question = look(consentRecordId, null).question();
        Optional<Ticked> ticked = question == null ? Optional.empty() : Ticked.of(remembered, question);
        if (question == null || ticked.isEmpty()) {
            return Response.seeOther(address(consentRecordId, "")).build();
        }
        return Response.ok(special(question, ticked.get(),
                question.special().stream().map(attribute -> new SpecialChoice(attribute, null)).toList(),
                new Errors())).build();
    }

    @POST
    @Path("/special")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response decideSpecial(UUID consentRecordId, MultivaluedMap<String, String> form,
            @RestCookie(Ticked.COOKIE) @Nullable String remembered, @RestCookie(BESIDE) @Nullable String beside) {
        Question question = look(consentRecordId, beside).question();
        Optional<Ticked> ticked = question == null ? Optional.empty() : Ticked.of(remembered, question);
        if (question == null || ticked.isEmpty()) {
            // Decided already, or the choice was too long ago: the first page says which.
            return Response.seeOther(address(consentRecordId, "")).build();
        }
        List<SpecialChoice> choices = question.special().stream()
                .map(attribute -> new SpecialChoice(attribute, form.getFirst(attribute.id("special")))).toList();
        Errors errors = new Errors();
        choices.stream().filter(choice -> !choice.isYes() && !choice.isNo()).forEach(choice -> errors
                .add(choice.field(), text().specialMissing() + " (" + choice.attribute().label() + ")"));
        if (!errors.isEmpty()) {
            return Response.status(422).entity(special(question, ticked.get(), choices, errors)).build();
        }
        List<String> confirmed = choices.stream().filter(SpecialChoice::isYes).map(choice -> choice.attribute().key())
                .toList();
        // Who ticks nothing and says no to each has said no.
        return confirmed.isEmpty() && ticked.get().attributes().isEmpty()
                ? refuse(consentRecordId, ticked.get(), beside)
                : approve(consentRecordId, ticked.get(), confirmed, "true".equals(form.getFirst("afterAll")), beside);
    }

    @GET
    @Path("/done")
    public Response showDone(UUID consentRecordId) {
        Looked looked = look(consentRecordId, null);
        return isDecided(looked)
                ? Response.ok(done(looked, false)).build()
                : Response.seeOther(address(consentRecordId, "")).build();
    }

    private Response approve(UUID id, Ticked ticked, List<String> confirmed, boolean afterAll,
            @Nullable String beside) {
        try (EnforcementWaiter receipt = enforcement.waiter()) {
            consentRecords.approve(door.login(), id, new DecisionRequest.Approval(ticked.attributes(), confirmed,
                    ticked.months(), ticked.language(), ticked.noticeHash(), afterAll), receipt);
            return decided(id);
        } catch (HttpProblem problem) {
            return notDecided(id, problem, ticked, beside);
        }
    }

    private Response refuse(UUID id, Ticked ticked, @Nullable String beside) {
        try {
            consentRecords.refuse(door.login(), id,
                    new DecisionRequest.Refusal(ticked.language(), ticked.noticeHash()));
            return decided(id);
        } catch (HttpProblem problem) {
            return notDecided(id, problem, ticked, beside);
        }
    }

    private Response decided(UUID id) {
        return Response.seeOther(address(id, "/done")).cookie(cookie(Ticked.COOKIE, "", address(id, "").getPath(), 0))
                .build();
    }

    /** What stands in the way is said on the page where the person can go on. */
    private Response notDecided(UUID id, HttpProblem problem, Ticked ticked, @Nullable String beside) {
        boolean changed = is(problem, ConsentProblems.NOTICE_CHANGED);
        boolean unconfirmed = is(problem, LoginBindingService.NOT_CONFIRMED);
        boolean tooYoung = is(problem, Ages.TOO_YOUNG);
        if (!changed && !unconfirmed && !tooYoung && !is(problem, ConsentProblems.ALREADY_DECIDED)) {
            throw problem;
        }
        Looked looked = look(id, beside);
        Question question = looked.question();
        if (question == null) {
            return Response.status(Response.Status.CONFLICT)
                    .entity(isDecided(looked) ? done(looked, true) : over(looked)).build();
        }
        // A choice that was made by another text is not carried over to this one.
        Chosen chosen = changed
                ? new Chosen(List.of(), question.months())
                : new Chosen(ticked.attributes(), ticked.months());
        return Response.status(Response.Status.CONFLICT).entity(Templates.question(question, chosen, new Errors(),
                changed ? Obstacle.NOTICE_CHANGED : tooYoung ? Obstacle.TOO_YOUNG : Obstacle.LOGIN_NOT_CONFIRMED))
                .cookie(cookie(Ticked.COOKIE, "", address(id, "").getPath(), 0)).build();
    }

    private Looked look(UUID id, @Nullable String beside) {
        return questions.look(door.login(), id, Page.current().tag(), GERMAN.equals(beside));
    }

    private Errors mistakes(Ticked ticked, Question question) {
        Errors errors = new Errors();
        if (ticked.months() == 0) {
            errors.add("months", text().badMonths());
        }
        if (ticked.attributes().isEmpty() && question.special().isEmpty()) {
            errors.add(question.ordinary().getFirst().id("attribute"), text().nothingTicked());
        }
        return errors;
    }

    /** 0 if it is none that can be chosen. */
    private static int monthsOf(@Nullable String months, int asked) {
        return Question.choosableMonths(asked).stream().filter(choosable -> choosable.toString().equals(months))
                .findFirst().orElse(0);
    }

    private static void requireOrdinary(Ticked ticked, Question question) {
        if (!question.ordinary().stream().map(Named::key).toList().containsAll(ticked.attributes())) {
            throw InvalidRequest.body("attribute", "only what the page offers is expected");
        }
    }

    private static TemplateInstance special(Question question, Ticked ticked, List<SpecialChoice> choices,
            Errors errors) {
        return Templates.special(question, question.ordinary().stream()
                .filter(attribute -> ticked.attributes().contains(attribute.key())).toList(), choices, errors);
    }

    private TemplateInstance done(Looked looked, boolean already) {
        return Templates.done(looked, looked.view().status() == ConsentStatus.GIVEN, already,
                !door.login().isActing() && releases.hasReleasable(door.login(), looked.view().consentRecordId()));
    }

    private static TemplateInstance over(Looked looked) {
        return Templates.over(looked, looked.view().status() == ConsentStatus.WITHDRAWN, looked.view().isTakenBack());
    }

    private static boolean isDecided(Looked looked) {
        return looked.view().status() == ConsentStatus.GIVEN || looked.view().status() == ConsentStatus.REFUSED;
    }

    private static boolean is(HttpProblem problem, ProblemType type) {
        return type.uri().equals(problem.getType());
    }

    private static DecideMessages text() {
        return Page.current().messages(DecideMessages.class);
    }

    private static URI address(UUID id, String below) {
        return URI.create("/app/requests/" + id + below);
    }

    private NewCookie cookie(String name, String value, String path, int seconds) {
        return new NewCookie.Builder(name).value(value).path(path).maxAge(seconds).httpOnly(true).secure(secure)
                .sameSite(NewCookie.SameSite.LAX).build();
    }
}
