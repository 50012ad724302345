package de.handschlag.problem;

import java.util.stream.Collectors;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** JSON that does not fit: Quarkus' own mapper would answer without a problem type. Names where, never what stood there. */
@Provider
class MalformedJson implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException exception) {
        String path = exception.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return ProblemType.MALFORMED_REQUEST.because(path.isEmpty()
                ? "The JSON does not have the form that is expected."
                : "The JSON does not have the form that is expected, at " + path + ".").toResponse();
    }
}
