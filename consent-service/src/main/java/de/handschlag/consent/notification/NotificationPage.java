package de.handschlag.consent.notification;

import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.consent.notification.NotificationChoice.WantedAddress;
import de.handschlag.consent.onetimecode.OneTimeCodeService;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.login.Roles;
import de.handschlag.page.Errors;
import de.handschlag.page.Page;
import de.handschlag.problem.ProblemType;

/** Where a person says whether they want messages, and to which address (R41). Nothing is chosen for them. */
@Path("/app/notifications")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class NotificationPage {

    private static final URI HERE = URI.create("/app/notifications");

    private final NotificationService notifications;
    private final PersonDoor door;

    NotificationPage(NotificationService notifications, PersonDoor door) {
        this.notifications = notifications;
        this.door = door;
    }

    /**
     * What stands in the fields.
     *
     * @param namesOffices whether the box is ticked
     */
    record Typed(String address, String number, boolean namesOffices) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance show(NotificationChoice choice, Typed typed, Errors errors);
    }

    @GET
    public Response show() {
        return door.open(login -> page(login, new Errors()));
    }

    /** @param form as it came: a field that is left empty is explained on the page, and is no malformed request */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(MultivaluedMap<String, String> form) {
        boolean ofMail = !form.containsKey("number");
        String address = typed(form, ofMail ? "address" : "number");
        boolean namesOffices = form.containsKey("offices");
        return door.open(login -> {
            try {
                if (!ofMail && address.indexOf('@') >= 0) {
                    throw InvalidRequest.body("number", "the number of a mobile telephone is expected");
                }
                notifications.enter(login, new WantedAddress(address, Page.current().tag(), namesOffices));
                return Response.seeOther(HERE).build();
            } catch (HttpProblem problem) {
                Errors errors = new Errors();
                errors.add(ofMail ? "address" : "number", whatToDo(problem, ofMail));
                Typed typed = new Typed(ofMail ? address : "", ofMail ? "" : address, namesOffices);
                return Response.status(problem.getStatusCode())
                        .entity(Templates.show(notifications.show(login), typed, errors)).build();
            }
        });
    }

    @POST
    @Path("/code")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(MultivaluedMap<String, String> form) {
        String code = typed(form, "code");
        return door.open(login -> {
            try {
                notifications.confirm(login, code);
                return Response.seeOther(HERE).build();
            } catch (HttpProblem problem) {
                if (is(problem, OneTimeCodeService.CODE_ALREADY_USED)) {
                    // Sent twice: it is confirmed.
                    return Response.seeOther(HERE).build();
                }
                Errors errors = new Errors();
                errors.add("code", whatToDo(problem, true));
                return Response.status(problem.getStatusCode()).entity(page(login, errors)).build();
            }
        });
    }

    @POST
    @Path("/waiting")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response takeBack() {
        return doing(notifications::takeBack);
    }

    @POST
    @Path("/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end() {
        return doing(notifications::end);
    }

    /** Where the browser comes to if a login is needed in between: nothing was done. */
    @GET
    @Path("/{form: code|waiting|end}")
    public Response back() {
        return Response.seeOther(HERE).build();
    }

    private Response doing(Consumer<Login> what) {
        return door.open(login -> {
            what.accept(login);
            return Response.seeOther(HERE).build();
        });
    }

    /** With the address in use in its field, or none. */
    private TemplateInstance page(Login login, Errors errors) {
        NotificationChoice choice = notifications.show(login);
        NotificationChoice.NotificationAddress inUse = choice.inUse();
        return Templates.show(choice,
                new Typed(text(choice.email()), text(choice.sms()), inUse != null && inUse.namesOffices()), errors);
    }

    private static String text(NotificationChoice.@Nullable NotificationAddress address) {
        return address == null ? "" : Objects.requireNonNullElse(address.address(), "");
    }

    private static String typed(MultivaluedMap<String, String> form, String field) {
        return Objects.requireNonNullElse(form.getFirst(field), "");
    }

    private static String whatToDo(HttpProblem problem, boolean ofMail) {
        NotificationMessages texts = Page.current().messages(NotificationMessages.class);
        if (is(problem, OneTimeCodeService.CODE_NOT_VALID)) {
            return texts.wrongCode();
        }
        return switch (problem.getStatusCode()) {
            case 409 -> texts.notOffered();
            case 422 -> ofMail ? texts.wrongAddress() : texts.wrongNumber();
            case 429 -> texts.tooMany();
            default -> throw problem;
        };
    }

    private static boolean is(HttpProblem problem, ProblemType type) {
        return type.uri().equals(problem.getType());
    }
}
