package de.handschlag.problem;

import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a parameter without a value. The framework takes it for absent, and a filter that is absent narrows nothing: whoever
 * asks the log for an agency and leaves its name empty would be answered about all of them, and whoever asks a view for no
 * attribute would be given all.
 */
class BlankParameters {

    /** The public log is read by others' tools, which may add what they like. */
    private static final String QUESTIONS = "/v1/";

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if there is one */
    @ServerRequestFilter
    void refuse(UriInfo request) {
        if (!request.getPath().startsWith(QUESTIONS)) {
            return;
        }
        request.getQueryParameters().forEach((name, values) -> {
            if (values.stream().anyMatch(String::isBlank)) {
                throw ProblemType.INVALID_REQUEST.because(name + ": has no value; name one, or leave it out.");
            }
        });
    }
}
