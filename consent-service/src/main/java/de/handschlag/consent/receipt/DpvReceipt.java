package de.handschlag.consent.receipt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.Named;
import de.handschlag.consent.consentrecord.DecidedConsent;
import de.handschlag.consent.consentrecord.DeclaredRelease;
import de.handschlag.consent.notice.Notice;
import de.handschlag.event.WithdrawalEvidence.Channel;

/**
 * A receipt in JSON-LD: one consent receipt with one consent record, after the guide of W3C's DPV group for ISO/IEC TS 27560, in
 * the terms of DPV 2.3. Its context is within it, so that nobody has to fetch one to read it.
 */
final class DpvReceipt {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#";
    private static final String DATE_TIME = "xsd:dateTime";
    /** Ends a grant whose basis fell away (R7). */
    private static final String PLATFORM = "urn:handschlag:platform";

    private final Receipt receipt;
    private final DecidedConsent consent;
    private final String agency;
    /** By the case at the agency, which is what the agency knows the person by; no agency learns another id. */
    private final String person;

    private DpvReceipt(Receipt receipt) {
        this.receipt = receipt;
        this.consent = receipt.consent();
        this.agency = "urn:handschlag:agency:" + consent.agencyId();
        this.person = "urn:handschlag:case:" + consent.agencyId() + ":"
                + URLEncoder.encode(consent.caseReference(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    static ObjectNode of(Receipt receipt) {
        return new DpvReceipt(receipt).receipt();
    }

    private ObjectNode receipt() {
        ObjectNode node = JSON.objectNode();
        node.set("@context", context());
        node.put("@id", "urn:uuid:" + receipt.id());
        node.put("@type", "dpv:ConsentReceipt");
        node.set("dct:conformsTo", iri(SCHEMA + "receipt"));
        node.put("dpv:hasIdentifier", receipt.id().toString());
        node.set("dct:created", time(receipt.madeAt()));
        node.put("dct:language", receipt.language().tag());
        node.set("dpv:hasRecordOfActivity", record());
        return node;
    }

    private static ObjectNode context() {
        return JSON.objectNode().put("dpv", "https://w3id.org/dpv#")
                .put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#").put("loc", "https://w3id.org/dpv/loc#")
                .put("dct", "http://purl.org/dc/terms/").put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
                .put("skos", "http://www.w3.org/2004/02/skos/core#").put("schema", "https://schema.org/")
                .put("xsd", "http://www.w3.org/2001/XMLSchema#");
    }

    private ObjectNode record() {
        ObjectNode node = node("urn:uuid:" + consent.consentRecordId(), "dpv:ConsentRecord");
        node.set("dct:conformsTo", iri(SCHEMA + "record"));
        node.put("dct:identifier", consent.consentRecordId().toString());
        node.put("dpv:hasIdentifier", consent.consentRecordId().toString());
        if (consent.replacedBy() != null) {
            node.set("dct:isReplacedBy", iri("urn:uuid:" + consent.replacedBy()));
        }
        node.set("dpv:hasDataSubject", iri(person));
        node.set("dpv:hasNotice", notice());
        ArrayNode processes = node.putArray("dpv:hasProcess");
        if (!receipt.granted().isEmpty()) {
            ObjectNode granted = process(receipt.granted(), true);
            if (!receipt.releases().isEmpty()) {
                ArrayNode releases = granted.putArray("dpv:hasPermission");
                receipt.releases().forEach(release -> releases.add(release(release)));
            }
            processes.add(granted);
        }
        if (!receipt.notGranted().isEmpty()) {
            ObjectNode refused = process(receipt.notGranted(), false);
            refused.set("dpv:hasConsentStatus",
                    event("dpv:ConsentRefused", consent.decidedAt(), duration("dpv:EndlessDuration"), person));
            processes.add(refused);
        }
        node.putArray("dpv:hasEntity").add(agencyNode()).add(node(person, "dpv:DataSubject")
                .put("dpv:hasIdentifier", person).put("dct:identifier", consent.caseReference()));
        node.set("dpv:hasConsentStatus", events());
        return node;
    }

    private ObjectNode notice() {
        Notice read = consent.notice();
        if (read == null) {
            // BCP 47's tag of a language that is not known: what was on the screen at a refusal is recorded only if it was read.
            return JSON.objectNode().put("@type", "dpv:ConsentNotice").put("dct:language", "und");
        }
        String tag = read.language().tag();
        ObjectNode node = node("urn:handschlag:notice:" + read.hash(), "dpv:ConsentNotice").put("dct:language", tag)
                .put("dct:identifier", "sha256:" + read.hash()).put("schema:version", read.version());
        node.set("schema:text", text(read.text(), tag));
        return node;
    }

    private ObjectNode process(List<Receipt.Item> items, boolean granted) {
        ObjectNode node = JSON.objectNode().put("@type", "dpv:Process");
        node.set("dpv:hasPurpose", purpose());
        ArrayNode data = node.putArray("dpv:hasPersonalData");
        items.forEach(item -> data.add(personalData(item)));
        node.set("dpv:hasStorageCondition", storage());
        node.set("dpv:hasDataController", iri(agency));
        node.set("dpv:hasRecipient", iri(agency));
        node.set("dpv:hasLegalBasis", legalBasis(items, granted));
        ObjectNode control = JSON.objectNode().put("@type", "dpv:WithdrawConsent");
        control.set("dpv:isExercisedAt",
                iri((granted && receipt.state() == Receipt.State.GIVEN ? receipt.withdrawal() : receipt.page())
                        .toString()));
        node.set("dpv:hasConsentControl", control);
        node.set("dpv:hasJurisdiction", JSON.arrayNode().add(iri("loc:DE")).add(iri("loc:EU")));
        ArrayNode rights = node.putArray("dpv:hasRight");
        for (String right : List.of("A7-3", "A15", "A16", "A17", "A18", "A77")) {
            ObjectNode entry = node("eu-gdpr:" + right, "dpv:DataSubjectRight");
            entry.set("dpv:isExercisedAt", iri(receipt.page().toString()));
            rights.add(entry);
        }
        return node;
    }

    private ObjectNode purpose() {
        ObjectNode node = node("urn:handschlag:purpose:" + consent.purpose(), "dpv:Purpose");
        node.set("skos:broader", iri(receipt.dpvPurpose().toString()));
        node.set("dct:title", text(receipt.purpose()));
        Named plainly = receipt.plainly();
        if (plainly != null) {
            node.set("dct:description", text(plainly));
        }
        return node;
    }

    private static ObjectNode personalData(Receipt.Item item) {
        ObjectNode node = JSON.objectNode().put("@id", "urn:handschlag:attribute:" + item.name().key());
        ArrayNode types = node.putArray("@type").add("dpv:PersonalData");
        if (item.special()) {
            types.add("dpv:SpecialCategoryPersonalData");
        }
        node.set("skos:broader", iri(item.special() ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData"));
        node.set("dct:title", text(item.name()));
        return node;
    }

    /** Where and how long the agency keeps what it was shown. */
    private ArrayNode storage() {
        ObjectNode location = JSON.objectNode().put("@type", "dpv:StorageLocation");
        location.set("dpv:hasLocation", iri("loc:DE"));
        Integer months = receipt.agency().retentionMonths();
        ObjectNode how = JSON.objectNode().put("@type", "dpv:StorageDuration");
        how.set("dpv:hasDuration",
                months == null
                        ? duration("dpv:UntilEventDuration").put("rdf:value", "end of the consent")
                        : duration("dpv:TemporalDuration").put("rdf:value", "P" + months + "M").put("dct:description",
                                "after the end of the consent"));
        return JSON.arrayNode().add(location).add(how);
    }

    /** What was asked for, and what the person gave; explicitly only where they confirmed it in a step of its own (R5). */
    private ArrayNode legalBasis(List<Receipt.Item> items, boolean granted) {
        ArrayNode bases = JSON.arrayNode();
        if (granted) {
            bases.add(iri("dpv:ExpressedConsent")).add(iri("eu-gdpr:A6-1-a"));
        } else {
            bases.add(iri("dpv:Consent"));
        }
        if (granted && items.stream().anyMatch(Receipt.Item::explicit)) {
            bases.add(iri("dpv:ExplicitlyExpressedConsent")).add(iri("eu-gdpr:A9-2-a"));
        }
        ObjectNode norm = JSON.objectNode().put("@type", "dpv:LegalBasis");
        norm.set("dct:title", text(consent.legalBasis(), "de"));
        return bases.add(norm);
    }

    private ObjectNode agencyNode() {
        AgencyView view = receipt.agency();
        ObjectNode node = node(agency, "dpv:DataController").put("dpv:hasName", view.name()).put("dpv:hasIdentifier",
                agency);
        // An agency tells in one line how it is reached; where it has not, its name is what there is to ask for.
        String contact = view.contact() == null ? view.name() : view.contact();
        ObjectNode point = JSON.objectNode().put("@type", "schema:ContactPoint").put("schema:description", contact);
        node.set("schema:contactPoint", point);
        node.set("schema:address",
                JSON.objectNode().put("@type", "schema:PostalAddress").put("schema:description", contact));
        return node;
    }

    /** What happened, the oldest first; the newest is how it stands. */
    private ArrayNode events() {
        Instant expiresAt = consent.expiresAt();
        Instant endedAt = consent.endedAt();
        ArrayNode events = JSON.arrayNode().add(event("dpv:ConsentRequested", consent.requestedAt(),
                duration("dpv:UntilEventDuration").put("rdf:value", "decision of the person"), agency));
        events.add(expiresAt == null
                ? event("dpv:ConsentRefused", consent.decidedAt(), duration("dpv:EndlessDuration"), person)
                : event("dpv:ConsentGiven", consent.decidedAt(),
                        duration("dpv:UntilTimeDuration").set("rdf:value", time(expiresAt)), person));
        DecidedConsent.GivenTo givenTo = consent.givenTo();
        if (givenTo != null) {
            // The person, or who may decide for them, gave it to the agency, which put that in.
            ObjectNode given = (ObjectNode) events.get(events.size() - 1);
            given.set("dpv:isImplementedByEntity", iri(agency));
            given.put("dct:description",
                    (givenTo.byWord() ? "by word of mouth" : "on paper") + ", recorded by two employees"
                            + (givenTo.byGuardian() ? ", by a guardian" : "")
                            + (givenTo.interpreter() ? ", with an interpreter" : "")
                            + (givenTo.confirmed() ? ", confirmed by the person" : ""));
        }
        if (endedAt != null) {
            addEnd(events, end(), endedAt, receipt.state() == Receipt.State.INVALIDATED);
        }
        Channel recordedAs = consent.recordedAs();
        if (recordedAs != null) {
            // The person withdrew, and the agency put that in.
            ObjectNode ended = (ObjectNode) events.get(events.size() - 1);
            ended.set("dpv:isImplementedByEntity", iri(agency));
            ended.put("dct:description", switch (recordedAs) {
                case PAPER -> "on paper";
                case ORAL -> "by word of mouth";
            });
        }
        return events;
    }

    /** @param byItself whether nobody ended it */
    private void addEnd(ArrayNode events, @Nullable String end, Instant endedAt, boolean byItself) {
        if (end != null) {
            events.add(event(end, endedAt, duration("dpv:EndlessDuration"), byItself ? PLATFORM : person));
        }
    }

    /** What the source may tell the recipient for this process though it is bound to secrecy (§ 203 StGB), and since when (R9). */
    private ObjectNode release(Receipt.Release release) {
        DeclaredRelease declared = release.declared();
        String id = "urn:handschlag:agency:" + declared.sourceAgencyId();
        ObjectNode node = JSON.objectNode().put("@type", "dpv:Permission");
        node.set("dpv:hasDataSource",
                node(id, "dpv:DataSource").put("dpv:hasName", release.office()).put("dpv:hasIdentifier", id));
        node.set("dpv:hasData", iri("dpv:ProfessionalConfidentialData"));
        ArrayNode events = node.putArray("dpv:hasConsentStatus");
        Instant expiresAt = consent.expiresAt();
        if (declared.releasedAt() != null && expiresAt != null) {
            events.add(event("dpv:ConsentGiven", declared.releasedAt(),
                    duration("dpv:UntilTimeDuration").set("rdf:value", time(expiresAt)), person));
        }
        Instant endedAt = declared.endedAt();
        if (endedAt != null) {
            switch (declared.standing()) {
                case RELEASED -> {
                }
                case TAKEN_BACK -> addEnd(events, "dpv:ConsentWithdrawn", endedAt, false);
                case SOURCE_CHANGED, ENDED -> addEnd(events, "dpv:ConsentInvalidated", endedAt, true);
                case ENDED_WITH_CONSENT -> addEnd(events, end(), endedAt, receipt.state() == Receipt.State.INVALIDATED);
            }
        }
        return node;
    }

    /** A grant that expires ends as its person set it; one that is replaced ends by their later one. */
    private @Nullable String end() {
        return switch (receipt.state()) {
            case GIVEN, REFUSED -> null;
            case WITHDRAWN, WITHDRAWN_ON_PAPER, WITHDRAWN_BY_WORD -> "dpv:ConsentWithdrawn";
            case EXPIRED -> "dpv:ConsentExpired";
            case REPLACED, INVALIDATED -> "dpv:ConsentInvalidated";
        };
    }

    private static ObjectNode event(String type, Instant at, ObjectNode duration, String by) {
        ObjectNode node = JSON.objectNode().put("@type", type);
        node.set("dpv:isIndicatedAtTime", time(at));
        node.set("dpv:hasDuration", duration);
        node.set("dpv:isIndicatedBy", iri(by));
        return node;
    }

    private static ObjectNode duration(String type) {
        return JSON.objectNode().put("@type", type);
    }

    private static ObjectNode node(String id, String type) {
        return JSON.objectNode().put("@id", id).put("@type", type);
    }

    private static ObjectNode iri(String id) {
        return JSON.objectNode().put("@id", id);
    }

    private static ObjectNode time(Instant instant) {
        return JSON.objectNode().put("@value", instant.toString()).put("@type", DATE_TIME);
    }

    private static ObjectNode text(Named named) {
        return text(named.label(), named.language());
    }

    private static ObjectNode text(String text, String language) {
        return JSON.objectNode().put("@value", text).put("@language", language);
    }
}
