package de.handschlag.audit.officer;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import de.handschlag.page.OwnTokenHeaders;

/** What the consent-service tells anybody with a login: names of offices and of catalogue entries. */
@RegisterRestClient(configKey = "consent-service")
@RegisterClientHeaders(OwnTokenHeaders.class)
@Path("/v1")
interface ConsentDirectory {

    /** An office. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Office(String agencyId, String name) {}

    /** An attribute or a purpose. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Labelled(String key, String labelDe, String labelEn) {}

    @GET
    @Path("/agencies")
    List<Office> offices();

    @GET
    @Path("/purposes")
    List<Labelled> purposes();

    @GET
    @Path("/attributes")
    List<Labelled> attributes();
}
