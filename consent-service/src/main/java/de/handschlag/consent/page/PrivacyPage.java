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

/** What these pages themselves do with data (Art. 13 GDPR). What an office does with them, its notice says. */
@Path("/app/privacy")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class PrivacyPage {

    private final @Nullable String operator;
    private final int evidenceMonths;

    PrivacyPage(@ConfigProperty(name = "handschlag.notice.operator-name") Optional<String> operator,
            @ConfigProperty(name = "handschlag.notice.evidence-months") int evidenceMonths) {
        this.operator = operator.filter(name -> !name.isBlank()).orElse(null);
        this.evidenceMonths = evidenceMonths;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance privacy(@Nullable String operator, int evidenceMonths);
    }

    @GET
    public TemplateInstance show() {
        return Templates.privacy(operator, evidenceMonths);
    }
}
