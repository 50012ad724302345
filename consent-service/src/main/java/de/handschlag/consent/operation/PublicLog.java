package de.handschlag.consent.operation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What the audit-service tells everybody about its log. */
@RegisterRestClient(configKey = "audit-service")
@Path("/log/checkpoint")
interface PublicLog {

    /** The newest signed checkpoint: a line with the log's name, one with how many entries it covers, and more. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    String newest();
}
