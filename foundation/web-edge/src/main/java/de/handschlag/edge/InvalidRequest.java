package de.handschlag.edge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;

import de.handschlag.problem.ProblemType;

/** {@code 422}: a request that can be read and is not valid. Its violations name each place as the client wrote it. */
public final class InvalidRequest {

    private InvalidRequest() {}

    /** @param sentence what is expected there; begins in lower case, ends without a full stop, never repeats the value */
    public static HttpProblem query(String name, String sentence) {
        return of(List.of(Violation.In.query.field(name).message(sentence)));
    }

    /** @see #query(String, String) */
    public static HttpProblem path(String name, String sentence) {
        return of(List.of(Violation.In.path.field(name).message(sentence)));
    }

    /** @see #query(String, String) */
    public static HttpProblem header(String name, String sentence) {
        return of(List.of(Violation.In.header.field(name).message(sentence)));
    }

    /**
     * A member of the body.
     *
     * @param member such as {@code values[0].asOf}
     * @see #query(String, String)
     */
    public static HttpProblem body(String member, String sentence) {
        return of(List.of(Violation.In.body.field(member).message(sentence)));
    }

    /**
     * A place that is a parameter of some operations and a member of the body of others: {@link PlacesOfViolations} finds out
     * which, so that who checks need not know who asks.
     *
     * @see #query(String, String)
     */
    public static HttpProblem place(String name, String sentence) {
        return of(List.of(Violation.In.unknown.field(name).message(sentence)));
    }

    /**
     * Refuses a list of the body that names something twice: whoever sent it meant something else, or was tampered with.
     *
     * @param member such as {@code attributes}
     */
    public static void requireDistinct(String member, List<?> elements) {
        Set<Object> seen = new HashSet<>();
        for (int index = 0; index < elements.size(); index++) {
            if (!seen.add(elements.get(index))) {
                throw body(member + "[" + index + "]", "this stands twice");
            }
        }
    }

    /** The place that such a problem names first, for a page that shows it beside the field of that name; empty if it names none. */
    public static String firstField(HttpProblem problem) {
        return problem.getParameters().get("violations") instanceof List<?> violations && !violations.isEmpty()
                && violations.getFirst() instanceof Violation violation ? violation.field : "";
    }

    static HttpProblem of(List<Violation> violations) {
        String detail = violations.size() == 1
                ? violations.getFirst().field + ": " + violations.getFirst().message + "."
                : violations.size() + " parts of the request are not valid; the violations name them.";
        return ProblemType.invalid(detail, violations);
    }
}
