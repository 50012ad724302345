package de.handschlag.consent.page;

import java.net.URI;
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

/** What all this is and how to use it, in Leichte Sprache and in German sign language (BITV 2.0, section 4). German by its nature. */
@Path("/app/simple")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class SimplePage {

    private final @Nullable URI signLanguageVideo;

    SimplePage(@ConfigProperty(name = "handschlag.help.sign-language-video") Optional<URI> signLanguageVideo) {
        this.signLanguageVideo = signLanguageVideo.orElse(null);
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance simple(@Nullable URI video);
    }

    @GET
    public TemplateInstance show() {
        return Templates.simple(signLanguageVideo);
    }
}
