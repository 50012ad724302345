package de.handschlag.registry.office;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import de.handschlag.page.OwnTokenHeaders;

/** What the consent-service tells anybody with a login: what offices are called and of which type they are. */
@RegisterRestClient(configKey = "consent-service")
@RegisterClientHeaders(OwnTokenHeaders.class)
@Path("/v1/agencies")
interface Offices {

    /** An office. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Office(String agencyId, String name, String agencyType) {}

    @GET
    List<Office> all();
}
