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

/** The accessibility statement (BITV 2.0, section 7): what was checked, what is missing, and to whom to tell a barrier. */
@Path("/app/accessibility")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class AccessibilityPage {

    private final Contacts contacts;

    AccessibilityPage(@ConfigProperty(name = "handschlag.help.feedback") Optional<String> feedback,
            @ConfigProperty(name = "handschlag.help.enforcement-body") Optional<String> enforcementBody,
            @ConfigProperty(name = "handschlag.help.sign-language-video") Optional<String> signLanguageVideo) {
        this.contacts = new Contacts(feedback.filter(text -> !text.isBlank()).orElse(null),
                enforcementBody.filter(text -> !text.isBlank()).orElse(null), signLanguageVideo.isPresent());
    }

    /**
     * What the operator has set.
     *
     * @param feedback        how to tell a barrier; null if not set
     * @param enforcementBody who helps if nobody answers; null if not set
     */
    record Contacts(@Nullable String feedback, @Nullable String enforcementBody, boolean signLanguage) {}

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance statement(Contacts contacts);
    }

    @GET
    public TemplateInstance show() {
        return Templates.statement(contacts);
    }
}
