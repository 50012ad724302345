package de.handschlag.problem;

import java.util.stream.Collectors;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * JSON that does not fit: Quarkus' own mapper would answer without a problem type, and the library's, for a value of the wrong
 * form, repeats what stood there, which may be a value of a person (R16). Names where, never what.
 */
@Provider
class MalformedJson implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException exception) {
        return ProblemType.MALFORMED_REQUEST.because(detail(exception)).toResponse();
    }

    static String detail(JsonProcessingException exception) {
        String path = exception instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        return path.isEmpty()
                ? "The JSON does not have the form that is expected."
                : "The JSON does not have the form that is expected, at " + path + ".";
    }
}
