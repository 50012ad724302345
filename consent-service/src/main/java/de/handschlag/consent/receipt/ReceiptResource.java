package de.handschlag.consent.receipt;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.login.Roles;
import de.handschlag.page.PageLanguage;

@Path("/v1/me/consent-records/{consentRecordId}/receipt")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@Tag(name = "me")
@Produces({ReceiptForm.LD, ReceiptForm.FHIR_JSON, ReceiptForm.JOSE, ReceiptForm.PORTABLE_DOCUMENT})
class ReceiptResource {

    private static final List<Variant> FORMS = Arrays.stream(ReceiptForm.values())
            .map(form -> new Variant(form.mediaType(), (String) null, null)).toList();

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
            @Context Request request) {
        Receipt receipt = receipts.of(Login.of(identity), consentRecordId, language == null ? null : wanted(language));
        return writer.answer(receipt, form(request));
    }

    private static PageLanguage wanted(String language) {
        return PageLanguage.of(language).orElseThrow(
                () -> InvalidRequest.query("language", "the tag of a language is expected that persons' pages have"));
    }

    private static ReceiptForm form(Request request) {
        Variant chosen = request.selectVariant(FORMS);
        return Arrays.stream(ReceiptForm.values())
                .filter(form -> chosen != null && form.mediaType().equals(chosen.getMediaType())).findFirst()
                .orElse(ReceiptForm.JSON_LD);
    }
}
