package de.handschlag.page;

import java.util.Objects;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

import de.handschlag.edge.browser.BrowserPaths;

/**
 * Has a problem of a page be a page: what is wrong and what to do next, in the language of the reader. Pages throw the same problems
 * as the API's operations do, and the framework's own are among them. Staff see the problem's own title as well, which says more.
 */
class ProblemPage {

    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");
    /** The one answer below {@code /app} that programs read. */
    private static final String SESSION = BrowserPaths.ROOT + "/session";

    private final CurrentVertxRequest current;

    ProblemPage(CurrentVertxRequest current) {
        this.current = current;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {

        private Templates() {}

        static native TemplateInstance problem(String heading, String nextStep, @Nullable String reason);
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem && BrowserPaths.contain(current.getCurrent())
                && !current.getCurrent().normalizedPath().equals(SESSION)) {
            response.setEntity(page(problem).render(), null, HTML);
        }
    }

    private static TemplateInstance page(HttpProblem problem) {
        Page page = Page.current();
        FrameMessages text = page.messages(FrameMessages.class);
        String reason = page.face().equals("person") ? null : title(problem, page.language());
        return switch (problem.getStatusCode()) {
            case 401 -> Templates.problem(text.loginNeeded(), text.loginNeededNext(), reason);
            case 403 -> Templates.problem(text.forbidden(), text.forbiddenNext(), reason);
            case 404 -> Templates.problem(text.notFound(), text.notFoundNext(), reason);
            case 409 -> Templates.problem(text.conflict(), text.conflictNext(), reason);
            case 429 -> Templates.problem(text.tooMany(), text.tooManyNext(), reason);
            case 502, 503, 504 -> Templates.problem(text.unavailable(), text.unavailableNext(), reason);
            default -> problem.getStatusCode() < 500
                    ? Templates.problem(text.misunderstood(), text.misunderstoodNext(), reason)
                    : Templates.problem(text.failed(), text.failedNext(), reason);
        };
    }

    private static @Nullable String title(HttpProblem problem, PageLanguage language) {
        return language == PageLanguage.GERMAN
                ? Objects.toString(problem.getParameters().get("titleDe"), problem.getTitle())
                : problem.getTitle();
    }
}
