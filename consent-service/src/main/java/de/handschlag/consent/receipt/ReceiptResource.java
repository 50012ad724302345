package de.handschlag.consent.receipt;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.login.Roles;
import de.handschlag.page.PageLanguage;
import de.handschlag.problem.ProblemType;

@Path("/v1/me/consent-records/{consentRecordId}/receipt")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces({ReceiptForm.LD, ReceiptForm.FHIR_JSON, ReceiptForm.JOSE, ReceiptForm.PORTABLE_DOCUMENT})
class ReceiptResource {

    private static final Pattern NOT_WANTED = Pattern.compile("0(\\.0*)?");

    private final ReceiptService receipts;
    private final ReceiptWriter writer;
    private final SecurityIdentity identity;

    ReceiptResource(ReceiptService receipts, ReceiptWriter writer, SecurityIdentity identity) {
        this.receipts = receipts;
        this.writer = writer;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getReceipt", summary = "The receipt of a decision as it stands now", description = """
            A consent receipt after ISO/IEC TS 27560 in the terms of W3C DPV 2.3 (application/ld+json), the same signed \
            (application/jose, a JWS whose key is at /v1/receipt-keys), a FHIR R4 Consent (application/fhir+json), or a tagged \
            PDF (application/pdf). It is computed when it is asked for: after a change all forms say the new state.""")
    @APIResponse(responseCode = "200", description = "The receipt")
    @APIResponse(responseCode = "404", description = "This person has no such record")
    @APIResponse(responseCode = "406", description = "None of its forms is accepted")
    @APIResponse(responseCode = "409", description = "Nothing is decided yet")
    @APIResponse(responseCode = "422", description = "What names the language is no language that receipts have")
    public Response get(UUID consentRecordId,
            @Parameter(description = "Language of the words that are not the notice's, such as ar or fa-AF; otherwise that of the "
                    + "notice that was read") @RestQuery @Nullable @Size(max = 35) String language,
            @Parameter(description = Login.ACTING_FOR_SAID) @RestHeader(Login.ACTING_FOR) @Nullable UUID actingFor,
            @Context HttpHeaders headers) {
        ReceiptForm form = form(headers.getAcceptableMediaTypes());
        return writer.answer(
                receipts.of(Login.of(identity, actingFor), consentRecordId, language == null ? null : wanted(language)),
                form);
    }

    private static PageLanguage wanted(String language) {
        return PageLanguage.of(language).orElseThrow(
                () -> InvalidRequest.query("language", "the tag of a language is expected that persons' pages have"));
    }

    /** Parameters such as fhirVersion and charset narrow nothing: there is one version of each form. */
    private static ReceiptForm form(List<MediaType> accepted) {
        return accepted.stream()
                .filter(type -> !NOT_WANTED.matcher(type.getParameters().getOrDefault("q", "1")).matches())
                .flatMap(type -> Arrays
                        .stream(ReceiptForm.values()).filter(form -> type.isCompatible(form.mediaType())).limit(1))
                .findFirst()
                .orElseThrow(() -> ProblemType.NOT_ACCEPTABLE
                        .because("A receipt is to be had as " + Arrays.stream(ReceiptForm.values())
                                .map(form -> form.mediaType().toString()).collect(Collectors.joining(", ")) + "."));
    }
}
