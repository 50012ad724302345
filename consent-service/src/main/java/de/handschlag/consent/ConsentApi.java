package de.handschlag.consent;

import jakarta.ws.rs.core.Application;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;

/** Head of the OpenAPI document. */
@OpenAPIDefinition(info = @Info(title = "Handschlag consent-service", version = "1", description = """
        A person decides, purpose by purpose, which agency may see which of their data. An answer by which \
        an agency changed something of its own carries the header Consent-Revision: an opaque value for the registry, which then \
        answers at that state or a later one. Errors are problem details (RFC 9457)."""))
public class ConsentApi extends Application {}
