package de.handschlag.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * JSON that does not fit and was no request's: those are read in {@code de.handschlag.edge}. It was stored, or another service
 * answered it, so it is the service that failed; Quarkus' own mapper would blame the caller.
 */
@Provider
class UnreadableAnswer implements ExceptionMapper<MismatchedInputException> {

    private static final Logger LOG = Logger.getLogger(UnreadableAnswer.class);

    @Override
    public Response toResponse(MismatchedInputException exception) {
        LOG.error("A request failed", exception);
        return ProblemType.INTERNAL_ERROR.builder(null).build().toResponse();
    }
}
