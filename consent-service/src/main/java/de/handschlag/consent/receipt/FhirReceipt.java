package de.handschlag.consent.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.consent.consentrecord.ConsentStatus;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.consentrecord.DeclaredRelease;
import de.handschlag.consent.notice.Notice;

/** A receipt as a FHIR R4 Consent. The person is named as the agency knows them: by the case. */
final class FhirReceipt {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OURS = "urn:handschlag:";
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
    private static final String GDPR = "https://eur-lex.europa.eu/eli/reg/2016/679/oj";

    private final Receipt receipt;
    private final DecidedConsent consent;

    private FhirReceipt(Receipt receipt) {
        this.receipt = receipt;
        this.consent = receipt.consent();
    }

    static ObjectNode of(Receipt receipt) {
        return new FhirReceipt(receipt).resource();
    }

    private ObjectNode resource() {
        ObjectNode node = JSON.objectNode().put("resourceType", "Consent").put("id", receipt.id().toString());
        node.putObject("meta").put("lastUpdated", receipt.madeAt().toString());
        node.put("language", receipt.language().tag());
        node.set("text", JSON.objectNode().put("status", "additional").put("div", narrative()));
        node.putArray("identifier").add(identifier("urn:ietf:rfc:3986", "urn:uuid:" + consent.consentRecordId()));
        node.put("status", status());
        node.set("scope", concept(TERMINOLOGY + "consentscope", "patient-privacy", null));
        node.putArray("category").add(concept("http://loinc.org", "59284-0", null));
        node.set("patient",
                reference("Patient", identifier(OURS + "case:" + consent.agencyId(), consent.caseReference()), null));
        node.put("dateTime", consent.decidedAt().toString());
        node.putArray("organization").add(agency());
        Notice read = consent.notice();
        if (read != null) {
            node.set("sourceAttachment", attachment(read));
        }
        node.putArray("policy").add(JSON.objectNode().put("uri", GDPR));
        node.set("policyRule", JSON.objectNode().put("text", consent.legalBasis()));
        node.set("provision", provision());
        return node;
    }

    private String status() {
        return switch (receipt.state()) {
            case GIVEN -> "active";
            case REFUSED -> "rejected";
            case WITHDRAWN, WITHDRAWN_ON_PAPER, WITHDRAWN_BY_WORD, EXPIRED, REPLACED, INVALIDATED -> "inactive";
        };
    }

    /** How the record stands, in DPV's word, and where it is taken back; what else there is to read is in the other members. */
    private String narrative() {
        String tag = receipt.language().tag();
        StringBuilder text = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"").append(tag)
                .append("\" xml:lang=\"").append(tag).append("\" dir=\"").append(receipt.language().dir())
                .append("\">");
        text.append("<p>").append(escaped(receipt.agency().name())).append(": ")
                .append(escaped(receipt.purpose().label())).append("</p>");
        text.append("<p>").append(consent.status().dpvTerm())
                .append(consent.recordedAs() == null ? "" : " (" + consent.recordedAs() + ")")
                .append(consent.givenTo() == null
                        ? ""
                        : consent.givenTo().byWord() ? " (given ORAL)" : " (given PAPER)")
                .append("</p>");
        if (receipt.state() == Receipt.State.GIVEN) {
            String link = escaped(receipt.withdrawal().toString());
            text.append("<p><a href=\"").append(link).append("\">").append(link).append("</a></p>");
        }
        for (Receipt.Release release : receipt.releases()) {
            text.append("<p>").append(escaped(release.office())).append(": ").append(term(release.declared()))
                    .append("</p>");
        }
        if (consent.replacedBy() != null) {
            text.append("<p>urn:uuid:").append(consent.replacedBy()).append("</p>");
        }
        return text.append("</div>").toString();
    }

    private String term(DeclaredRelease release) {
        return (switch (release.standing()) {
            case RELEASED -> ConsentStatus.GIVEN;
            case TAKEN_BACK -> ConsentStatus.WITHDRAWN;
            case SOURCE_CHANGED, ENDED -> ConsentStatus.INVALIDATED;
            case ENDED_WITH_CONSENT -> consent.status();
        }).dpvTerm();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static ObjectNode attachment(Notice read) {
        return JSON.objectNode().put("contentType", "text/plain; charset=utf-8").put("language", read.language().tag())
                .put("data", Base64.getEncoder().encodeToString(read.text().getBytes(StandardCharsets.UTF_8)))
                .put("url", OURS + "notice:" + read.hash()).put("title", read.version());
    }

    /** The root permits and denies nothing, as R4 has it; beneath it what was granted, from when to when, by which sources under secrecy, and what was not. */
    private ObjectNode provision() {
        ObjectNode root = JSON.objectNode();
        ArrayNode nested = root.putArray("provision");
        Instant end = consent.endedAt() == null ? consent.expiresAt() : consent.endedAt();
        if (end != null && !receipt.granted().isEmpty()) {
            ObjectNode granted = provision("permit", "access", receipt.granted());
            granted.set("period", period(consent.decidedAt(), end));
            nested.add(granted);
            receipt.releases().forEach(release -> nested.add(release(release, end)));
        }
        if (!receipt.notGranted().isEmpty()) {
            nested.add(provision("deny", "access", receipt.notGranted()));
        }
        return root;
    }

    /**
     * What a source may disclose though it is bound to secrecy (R9).
     *
     * @param end of the grant, which is its end at the latest
     */
    private ObjectNode release(Receipt.Release release, Instant end) {
        DeclaredRelease declared = release.declared();
        ObjectNode node = provision("permit", "disclose", receipt.granted());
        node.withArray("actor").add(actor("CST",
                reference("Organization", identifier(OURS + "agency", declared.sourceAgencyId()), release.office())));
        node.set("period", period(declared.releasedAt(), declared.endedAt() == null ? end : declared.endedAt()));
        return node;
    }

    private static ObjectNode period(@Nullable Instant start, Instant end) {
        ObjectNode period = JSON.objectNode();
        if (start != null) {
            period.put("start", start.toString());
        }
        return period.put("end", end.toString());
    }

    private ObjectNode provision(String type, String action, List<Receipt.Item> items) {
        ObjectNode node = JSON.objectNode().put("type", type);
        node.putArray("actor").add(actor("IRCP", agency()));
        node.putArray("action").add(concept(TERMINOLOGY + "consentaction", action, null));
        node.putArray("purpose").add(coding(OURS + "purpose", consent.purpose(), receipt.purpose().label()));
        ArrayNode codes = node.putArray("code");
        items.forEach(item -> codes.add(concept(OURS + "attribute", item.name().key(), item.name().label())));
        return node;
    }

    private static ObjectNode actor(String role, ObjectNode reference) {
        ObjectNode actor = JSON.objectNode();
        actor.set("role", concept(TERMINOLOGY + "v3-ParticipationType", role, null));
        actor.set("reference", reference);
        return actor;
    }

    private ObjectNode agency() {
        return reference("Organization", identifier(OURS + "agency", consent.agencyId()), receipt.agency().name());
    }

    private static ObjectNode reference(String type, ObjectNode identifier, @Nullable String display) {
        ObjectNode node = JSON.objectNode().put("type", type);
        node.set("identifier", identifier);
        return display == null ? node : node.put("display", display);
    }

    private static ObjectNode identifier(String system, String value) {
        return JSON.objectNode().put("system", system).put("value", value);
    }

    private static ObjectNode concept(String system, String code, @Nullable String display) {
        ObjectNode node = JSON.objectNode();
        node.putArray("coding").add(coding(system, code, display));
        return node;
    }

    private static ObjectNode coding(String system, String code, @Nullable String display) {
        ObjectNode node = JSON.objectNode().put("system", system).put("code", code);
        return display == null ? node : node.put("display", display);
    }
}
