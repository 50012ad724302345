package de.handschlag.edge;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.validation.Violation;

/**
 * Names the places of violated constraints as the client wrote them: {@code caseReferences[3]}, a query parameter, a header. The
 * library's own mapper does not know the framework's annotations, so that it would name nothing, and repeats patterns.
 */
@Provider
@Priority(ViolatedConstraints.BEFORE_THE_LIBRARY)
class ViolatedConstraints implements ExceptionMapper<ConstraintViolationException> {

    /** The library registers its mappers with 999. */
    static final int BEFORE_THE_LIBRARY = 500;

    @Context
    ResourceInfo resource;

    @Override
    public Response toResponse(ConstraintViolationException exception) {
        List<Violation> violations = exception.getConstraintViolations().stream().map(this::named)
                .sorted(Comparator.comparing(violation -> violation.field)).toList();
        return InvalidRequest.of(violations).toResponse();
    }

    private Violation named(ConstraintViolation<?> violation) {
        String sentence = Sentences.of(violation);
        Iterator<Path.Node> path = violation.getPropertyPath().iterator();
        if (path.next().getKind() != ElementKind.METHOD || !path.hasNext()) {
            return Violation.In.unknown.field(violation.getPropertyPath().toString()).message(sentence);
        }
        Path.Node argument = path.next();
        if (argument.getKind() != ElementKind.PARAMETER) {
            throw new IllegalStateException("a constraint on what an operation answers: " + sentence);
        }
        StringBuilder member = new StringBuilder();
        path.forEachRemaining(node -> append(member, node));
        Optional<Parameter> parameter = Operation.of(resource.getResourceClass(), resource.getResourceMethod())
                .parameter(argument.as(Path.ParameterNode.class).getParameterIndex(), member.toString());
        return parameter.map(declared -> declared.in().field(declared.name()).message(sentence))
                .orElseGet(() -> Violation.In.body.field(member.toString()).message(sentence));
    }

    private static void append(StringBuilder member, Path.Node node) {
        if (node.isInIterable() && node.getIndex() != null) {
            member.append('[').append(node.getIndex()).append(']');
        }
        if (node.getKind() == ElementKind.PROPERTY) {
            member.append(member.isEmpty() ? "" : ".").append(node.getName());
        }
    }
}
