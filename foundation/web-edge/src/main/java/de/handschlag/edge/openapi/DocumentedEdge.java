package de.handschlag.edge.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.quarkus.smallrye.openapi.OpenApiFilter;

import de.handschlag.edge.browser.BrowserPaths;

/** Adds to a document what the edge does for every operation, so that no operation has to say it and none can forget it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class DocumentedEdge implements OASFilter {

    private static final String PROBLEM = "HttpProblem";
    /** What a page's method returns, and what some take: a form as it came. */
    private static final List<String> OF_PAGES = List.of("io.quarkus.qute.TemplateInstance",
            "MultivaluedMapStringString");
    private static final Map<String, String> REFUSALS = new TreeMap<>(Map.of("400", "The request is malformed", "401",
            "A valid access token is missing", "403", "The access token does not permit this", "406",
            "Accept names no media type that this operation answers with", "415", "The body is no JSON in UTF-8", "422",
            "The request is understood but not valid; violations name the places", "503",
            "What the answer needs cannot be had now; the same request can be sent again"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.setServers(List.of(OASFactory.createServer().url("/").description("The service itself.")));
        document.getInfo().setLicense(OASFactory.createLicense().name("EUPL-1.2").url("https://eupl.eu/1.2/en/"));
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        document.getComponents().addSchema(PROBLEM, problem());
        document.getComponents().removeSchema("HttpValidationProblem");
        if (!schemas.containsKey("Violation")) {
            document.getComponents().addSchema("Violation", violation());
        }
        // Pages are for people; of all that is below /app only the session is for programs.
        List.copyOf(document.getPaths().getPathItems().keySet()).stream().filter(DocumentedEdge::isPage)
                .forEach(document.getPaths()::removePathItem);
        OF_PAGES.forEach(document.getComponents()::removeSchema);
        document.setTags(null); // Operations name theirs; without a sentence of its own a tag says nothing here.
        DocumentedWords words = DocumentedWords.read();
        document.getPaths().getPathItems().values()
                .forEach(path -> path.getOperations().values().forEach(operation -> complete(operation, words)));
        words.requireAllUsed();
    }

    private static boolean isPage(String path) {
        return path.equals(BrowserPaths.ROOT)
                || path.startsWith(BrowserPaths.ROOT + "/") && !path.equals(BrowserPaths.ROOT + "/session");
    }

    private static void complete(Operation operation, DocumentedWords words) {
        boolean secured = operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        if (!secured) {
            operation.setSecurity(new ArrayList<>());
        }
        if (operation.getTags() != null) {
            // The framework names a group by its class: "Disclosure Resource".
            operation.setTags(operation.getTags().stream().map(tag -> tag.replaceFirst(" Resource$", "")).toList());
        }
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        parameters.forEach(words::describe);
        Map<String, String> refusals = new LinkedHashMap<>(REFUSALS);
        if (!secured) {
            refusals.keySet().removeAll(List.of("401", "403"));
        }
        if (operation.getRequestBody() == null) {
            refusals.remove("415");
            if (parameters.isEmpty()) {
                refusals.remove("422");
            }
        }
        refusals.forEach((status, description) -> {
            APIResponse response = operation.getResponses().getAPIResponse(status);
            if (response == null) {
                operation.getResponses().addAPIResponse(status,
                        OASFactory.createAPIResponse().description(description));
            } else if (response.getContent() == null) {
                response.setDescription(description);
            }
        });
        // What is done, was done before, or is pending is told in the same form.
        operation.getResponses().getAPIResponses().entrySet().stream()
                .filter(response -> response.getKey().startsWith("2") && response.getValue().getContent() != null)
                .findFirst()
                .ifPresent(told -> List.of("200", "201", "202").stream().map(operation.getResponses()::getAPIResponse)
                        .filter(response -> response != null && response.getContent() == null)
                        .forEach(response -> response.setContent(told.getValue().getContent())));
        operation.getResponses().getAPIResponses().values().stream().filter(response -> response.getContent() != null)
                .forEach(response -> response.getContent().getMediaTypes().forEach(DocumentedEdge::giveSchema));
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.compareTo("400") >= 0) {
                response.setContent(OASFactory.createContent().addMediaType("application/problem+json",
                        OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
            }
            if (status.equals("429") || status.equals("503")) {
                response.addHeader("Retry-After",
                        header("Seconds after which it is worth trying again; absent where" + " nothing says so.",
                                Schema.SchemaType.INTEGER));
            }
            words.headersOf(operation.getOperationId(), status).forEach(
                    (name, description) -> response.addHeader(name, header(description, Schema.SchemaType.STRING)));
        });
    }

    /** What is no JSON is a text or bytes. */
    private static void giveSchema(String type, MediaType content) {
        if (content.getSchema() == null) {
            Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
            content.setSchema(type.startsWith("text/") ? schema : schema.format("binary"));
        }
    }

    private static Header header(String description, Schema.SchemaType type) {
        return OASFactory.createHeader().description(description).schema(OASFactory.createSchema().addType(type));
    }

    private static Schema problem() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT)
                .description(
                        "What is wrong, and what can be done (RFC 9457). There are further members for some types.")
                .addProperty("type", text("Identifies the kind; stable.").format("uri"))
                .addProperty("title", text("The kind in English.")).addProperty("titleDe", text("The kind in German."))
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("detail", text("What is wrong with this request; never a value of it."))
                .addProperty("nextStep", text("What the caller can do next."))
                .addProperty("instance", text("Path of the request."))
                .addProperty("violations", OASFactory.createSchema().addType(Schema.SchemaType.ARRAY)
                        .description("The places that are wrong.").items(OASFactory.createSchema().ref("Violation")))
                .required(List.of("type", "title", "status"));
    }

    private static Schema violation() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT)
                .addProperty("in", text("body, query, path or header"))
                .addProperty("field", text("Name of the member, parameter or header."))
                .addProperty("message", text("What is expected there."));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
