package de.handschlag.consent.page;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Says in pictures and few words how all this goes, and whom to call. For everybody, logged in or not. */
@Path("/app/help")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class HelpPage {

    private final @Nullable String phone;

    HelpPage(@ConfigProperty(name = "handschlag.help.phone") Optional<String> phone) {
        this.phone = phone.filter(number -> !number.isBlank()).orElse(null);
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance help(@Nullable String phone, @Nullable String dialled);
    }

    @GET
    public TemplateInstance show() {
        return Templates.help(phone, phone == null ? null : phone.replaceAll("[^0-9+]", ""));
    }
}
