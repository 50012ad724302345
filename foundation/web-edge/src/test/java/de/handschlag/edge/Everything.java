package de.handschlag.edge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A service that takes everything that the services take, in each way in which they say it. It answers what it understood. */
@Path("/")
@PermitAll
public class Everything {

    static final AtomicInteger decisions = new AtomicInteger();

    public enum Colour {
        RED,
        GREEN
    }

    public record Inner(@NotNull LocalDate day, @Nullable UUID id) {}

    public record Document(@NotBlank @Size(max = 10) String name, @NotNull Colour colour, @NotNull Integer months,
            boolean shared, @Nullable Instant until, @Nullable @Size(min = 1, max = 3) List<@NotBlank String> words,
            @Nullable @Valid Inner inner, @Nullable List<@Valid Inner> inners) {}

    public static class Inherited {
        @QueryParam("inherited")
        @Nullable
        public LocalDate inherited;
    }

    public static class Filters extends Inherited {
        @RestQuery
        @Nullable
        public String agencyId;
        @RestQuery
        @Nullable
        @Pattern(regexp = "open|closed")
        public String state;
    }

    @POST
    @Path("/v1/documents")
    public Document document(@Valid @NotNull Document document) {
        return document;
    }

    @POST
    @Path("/v1/refusals")
    @jakarta.ws.rs.Consumes("application/json")
    public String refusal(@Nullable @Valid Inner reason) {
        return String.valueOf(reason);
    }

    @POST
    @Path("/v1/withdrawals")
    public String withdrawal() {
        return "withdrawn";
    }

    @GET
    @Path("/v1/entries")
    @Produces("application/json")
    public Map<String, String> entries(@Valid @BeanParam Filters filters,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Nullable @Size(max = 5) String cursor,
            @QueryParam("checkOnly") @DefaultValue("false") boolean checkOnly, @RestQuery @Nullable UUID person,
            @RestHeader @Nullable @Pattern(regexp = "[a-z]+", message = "letters are expected") String employeeReference,
            @HeaderParam("Consent-Revision") @Nullable @Min(1) Long revision,
            @HeaderParam("If-None-Match") @Nullable List<String> tags) {
        return Map.of("understood", filters.agencyId + " " + filters.state + " " + filters.inherited + " " + limit + " "
                + cursor + " " + checkOnly + " " + person + " " + employeeReference + " " + revision + " " + tags);
    }

    @GET
    @Path("/v1/entries/{index}")
    public String entry(@PathParam("index") long index) {
        return "entry " + index;
    }

    @GET
    @Path("/v1/persons/{personId}")
    public String person(UUID personId) {
        return "person " + personId;
    }

    @GET
    @Path("/v1/cases/{caseReference}")
    public String ofCase(@PathParam("caseReference") @Pattern(regexp = "[A-Z]{1,5}") String caseReference) {
        return "case " + caseReference;
    }

    /** As the services answer where the status depends on what was done. */
    @POST
    @Path("/v1/decisions")
    public Response decision() {
        decisions.incrementAndGet();
        return Response.status(201).entity(new Inner(LocalDate.EPOCH, null)).build();
    }

    public record Search(@NotBlank String name, @Nullable Inner filter) {}

    /** What is not valid is found by a service, which does not know whether a query or a document asked. */
    @GET
    @Path("/v1/searches")
    public Inner search(@RestQuery @Nullable LocalDate day) {
        throw InvalidRequest.place(day == null ? "id" : "day", "is refused");
    }

    @POST
    @Path("/v1/searches/{name}")
    public Inner search(@PathParam("name") String name, @Valid @NotNull Search search) {
        throw InvalidRequest.place(search.name(), "is refused");
    }

    @POST
    @Path("/v1/decisions/archive")
    @Produces({"application/zip", "text/csv"})
    public Response archive() {
        return Response.ok("archive").build();
    }

    @GET
    @Path("/log/tiles")
    public String publicLog() {
        return "tiles";
    }
}
