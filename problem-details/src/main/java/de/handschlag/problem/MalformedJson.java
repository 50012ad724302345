package de.handschlag.problem;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * JSON that does not fit: Quarkus' own mapper would answer without a problem type, and the library's would repeat what stood
 * there, which may be a value of a person (R16). Names where, never what.
 */
@Provider
class MalformedJson implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException exception) {
        return at(exception.getPath());
    }

    /** A value of the wrong form; before the mapper that the library has for this case. */
    @Provider
    @Priority(Priorities.USER - 1)
    static class WrongForm implements ExceptionMapper<InvalidFormatException> {

        @Override
        public Response toResponse(InvalidFormatException exception) {
            return at(exception.getPath());
        }
    }

    /** No JSON at all. */
    @Provider
    static class NoJson implements ExceptionMapper<JsonParseException> {

        @Override
        public Response toResponse(JsonParseException exception) {
            return at(List.of());
        }
    }

    private static Response at(List<Reference> steps) {
        String path = steps.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return ProblemType.MALFORMED_REQUEST.because(path.isEmpty()
                ? "The JSON does not have the form that is expected."
                : "The JSON does not have the form that is expected, at " + path + ".").toResponse();
    }
}
