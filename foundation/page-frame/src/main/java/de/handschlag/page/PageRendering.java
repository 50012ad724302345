package de.handschlag.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.qute.EngineBuilder;

/** Gives each template the language of its request, whatever the framework would take from Accept-Language. */
@ApplicationScoped
class PageRendering {

    void configure(@Observes EngineBuilder builder) {
        builder.addTemplateInstanceInitializer(template -> {
            if (Page.isBeingAnswered()) {
                template.setLocale(Page.current().tag());
            }
        });
    }
}
