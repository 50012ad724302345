package de.handschlag.edge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;
import org.jboss.resteasy.reactive.common.util.ServerMediaType;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

import de.handschlag.problem.ProblemType;

/**
 * In which media type an operation answers: always one that it declares, and JSON where it declares none. Left to itself, the
 * framework writes an answer for which no type is declared in whatever type the client asks for, as the text of a Java object, and
 * says so when the operation is done.
 */
final class Representation {

    private Representation() {}

    /**
     * Chooses the type of the answer before anything is done.
     *
     * @param accept the header's values; none stands for every type
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 406 if the client accepts none of the types, or names none
     */
    static void choose(List<String> accept) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        ServerMediaType declared = request.getTarget().getProduces();
        List<MediaType> types = declared == null
                ? List.of(MediaType.APPLICATION_JSON_TYPE)
                : List.of(declared.getSortedOriginalMediaTypes());
        List<MediaType> accepted = parsed(accept);
        request.setResponseContentType(
                types.stream().filter(type -> isAccepted(type, accepted)).findFirst()
                        .orElseThrow(() -> ProblemType.NOT_ACCEPTABLE.because("This operation answers in "
                                + String.join(", ",
                                        types.stream().map(type -> type.getType() + "/" + type.getSubtype()).toList())
                                + ".")));
    }

    private static List<MediaType> parsed(List<String> accept) {
        List<MediaType> accepted = new ArrayList<>();
        try {
            accept.forEach(value -> accepted.addAll(MediaTypeHelper.parseHeader(value)));
        } catch (IllegalArgumentException noMediaType) {
            throw ProblemType.NOT_ACCEPTABLE.because("Accept: media types are expected, such as application/json.");
        }
        return accepted;
    }

    /** The most particular range that fits decides, also where it says no (RFC 9110, section 12.5.1). */
    private static boolean isAccepted(MediaType type, List<MediaType> accepted) {
        return accepted.isEmpty() || accepted.stream().filter(range -> range.isCompatible(type))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .filter(range -> !range.getParameters().getOrDefault("q", "1").matches("0(\\.0*)?")).isPresent();
    }
}
