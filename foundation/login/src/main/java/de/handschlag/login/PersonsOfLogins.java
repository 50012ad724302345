package de.handschlag.login;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The consent-service, as far as others have to know which person a login is. */
@RegisterRestClient(configKey = "consent-service")
@Path("/v1/me")
interface PersonsOfLogins {

    /** Which person a login is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Me(UUID dataSubjectId) {}

    /** @param authorization the person's own bearer token, as received */
    @GET
    Me me(@HeaderParam("Authorization") String authorization);
}
