package de.handschlag.consent.receipt;

import jakarta.ws.rs.core.MediaType;

/** The forms of a receipt, the most usual for programs first. All say the same. */
enum ReceiptForm {

    /** ISO/IEC TS 27560 with W3C DPV. */
    JSON_LD(ReceiptForm.LD, "jsonld"),
    /** FHIR R4 Consent. */
    FHIR(ReceiptForm.FHIR_JSON, "fhir.json"),
    /** The JSON-LD, signed (RFC 7515). */
    SIGNED(ReceiptForm.JOSE, "jws"),
    /** To print, and to hear. */
    PDF(ReceiptForm.PORTABLE_DOCUMENT, "pdf");

    static final String LD = "application/ld+json";
    static final String FHIR_JSON = "application/fhir+json";
    static final String JOSE = "application/jose";
    static final String PORTABLE_DOCUMENT = "application/pdf";

    private final String mediaType;
    private final String ending;

    ReceiptForm(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    MediaType mediaType() {
        return MediaType.valueOf(mediaType);
    }

    /** What a file of it is called; it tells nothing of the person or the agency. */
    String fileName() {
        return "handschlag-receipt." + ending;
    }
}
