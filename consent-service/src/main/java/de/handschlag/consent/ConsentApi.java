package de.handschlag.consent;

import jakarta.ws.rs.core.Application;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** Head of the OpenAPI document. */
@OpenAPIDefinition(info = @Info(title = "Handschlag consent-service", version = "1", description = """
        A person decides, purpose by purpose, which agency may see which of their data. An answer by which \
        an agency changed something of its own carries the header Consent-Revision: an opaque value for the registry, which then \
        answers at that state or a later one. Errors are problem details (RFC 9457).""", license = @License(name = "EUPL-1.2", url = "https://eupl.eu/1.2/en/")), security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(securitySchemeName = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT", description = "Access token of a configured issuer with this service in its audience; roles in realm_access.")
public class ConsentApi extends Application {}
