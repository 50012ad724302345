package de.handschlag.consent.catalogue;

import java.util.Collection;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.Authenticated;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.Attribute;

@Path("/v1")
@Authenticated
@Tag(name = "catalogue")
@Produces(MediaType.APPLICATION_JSON)
class CatalogueResource {

    private final CatalogueService catalogue;

    CatalogueResource(CatalogueService catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Path("/attributes")
    @Operation(operationId = "listAttributes", summary = "The facts about a person that can be asked for")
    public Collection<Attribute> attributes() {
        return catalogue.attributes();
    }

    @GET
    @Path("/purposes")
    @Operation(operationId = "listPurposes", summary = "What data may be used for, and what that rests on")
    public List<PurposeView> purposes() {
        return catalogue.purposes().stream()
                .map(purpose -> PurposeView.of(purpose, catalogue.usesOf(purpose), catalogue.attributesOf(purpose)))
                .toList();
    }

    @GET
    @Path("/agency-types")
    @Operation(operationId = "listAgencyTypes", summary = "The kinds of agency")
    public Collection<AgencyType> agencyTypes() {
        return catalogue.agencyTypes();
    }
}
