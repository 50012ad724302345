package de.handschlag.consent.operation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What the audit-service tells everybody about its log. */
@RegisterRestClient(configKey = "audit-service")
@Path("/log/checkpoint")
interface PublicLog {

    /**
     * The public checkpoint: a line with the log's name, one with how many entries it covers, and more.
     *
     * @param authorization null where the log is for everybody
     */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    String checkpoint(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization);
}
