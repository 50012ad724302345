package de.handschlag.consent.receipt;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.RunOnVirtualThread;

import de.handschlag.consent.datasubject.OpenToGuardians;
import de.handschlag.consent.datasubject.PersonDoor;
import de.handschlag.login.Roles;
import de.handschlag.page.Page;

/** A receipt for the person's own browser, in the language of their pages. */
@Path("/app/consents/{consentRecordId}/receipt")
@RolesAllowed(Roles.DATA_SUBJECT)
@RunOnVirtualThread
@OpenToGuardians
class ReceiptPage {

    private final ReceiptService receipts;
    private final ReceiptWriter writer;
    private final PersonDoor door;

    ReceiptPage(ReceiptService receipts, ReceiptWriter writer, PersonDoor door) {
        this.receipts = receipts;
        this.writer = writer;
        this.door = door;
    }

    @GET
    @Path("/jsonld")
    @Produces(ReceiptForm.LD)
    public Response jsonLd(UUID consentRecordId) {
        return open(consentRecordId, ReceiptForm.JSON_LD);
    }

    @GET
    @Path("/fhir")
    @Produces(ReceiptForm.FHIR_JSON)
    public Response fhir(UUID consentRecordId) {
        return open(consentRecordId, ReceiptForm.FHIR);
    }

    @GET
    @Path("/jws")
    @Produces(ReceiptForm.JOSE)
    public Response signed(UUID consentRecordId) {
        return open(consentRecordId, ReceiptForm.SIGNED);
    }

    @GET
    @Path("/pdf")
    @Produces(ReceiptForm.PORTABLE_DOCUMENT)
    public Response pdf(UUID consentRecordId) {
        return open(consentRecordId, ReceiptForm.PDF);
    }

    private Response open(UUID consentRecordId, ReceiptForm form) {
        return door.openToGuardians(
                login -> writer.answer(receipts.of(login, consentRecordId, Page.current().language()), form));
    }
}
