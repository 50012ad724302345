package de.handschlag.consent.consentrequest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Attribute.Shareable;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.PurposeUse;
import de.handschlag.consent.agency.AgencyClient;
import de.handschlag.consent.agency.AgencyService;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.caselink.CaseLinkService;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.consentrecord.AskedConsent;
import de.handschlag.consent.consentrecord.AskedConsents;
import de.handschlag.consent.consentrecord.AskedConsents.Withdrawn;
import de.handschlag.consent.consentrecord.RecordedWithdrawal;
import de.handschlag.consent.consentrecord.RequestedConsent;
import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.consent.paging.Cursor;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.WithdrawalEvidence.Channel;
import de.handschlag.sealing.RevisionTokens.PersonRevision;

/** The agency's side: it asks, learns whether there is a permission, nothing more (R10), and records a withdrawal. */
@ApplicationScoped
class ConsentRequestService {

    /** R1: an operator may raise the limit so far and no further. */
    private static final int UTMOST_MONTHS = 24;

    private final AskedConsents asked;
    private final AgencyService agencies;
    private final CaseLinkService caseLinks;
    private final CatalogueService catalogue;
    private final InstantSource clock;
    private final int maxMonths;

    ConsentRequestService(AskedConsents asked, AgencyService agencies, CaseLinkService caseLinks,
            CatalogueService catalogue, InstantSource clock,
            @ConfigProperty(name = "handschlag.consent.max-months", defaultValue = "12") int maxMonths) {
        if (maxMonths < 1 || maxMonths > UTMOST_MONTHS) {
            throw new IllegalStateException("handschlag.consent.max-months must be from 1 to " + UTMOST_MONTHS + ".");
        }
        this.asked = asked;
        this.agencies = agencies;
        this.caseLinks = caseLinks;
        this.catalogue = catalogue;
        this.clock = clock;
        this.maxMonths = maxMonths;
    }

    @Transactional
    Requested request(AgencyClient client, NewConsentRequest wanted) {
        // Once before anybody waits for the person, and once more when the agency cannot become another one any more.
        permitted(client, wanted, agencies.require(client));
        LockedPerson person = caseLinks.lock(client, wanted.caseReference());
        RequestedConsent request = permitted(client, wanted, agencies.hold(client.agencyId()));
        return new Requested(ConsentRequestView.of(asked.ask(person, request), true), person.state());
    }

    @Transactional
    ConsentRequestView show(AgencyClient client, UUID id) {
        requireManaged(client, id);
        return asked.find(client.agencyId(), id).map(found -> ConsentRequestView.of(found, isLinked(client, found)))
                .orElseThrow(ConsentRequestProblems::notFound);
    }

    /** What the agency asked, the newest first; a caseworker is shown the requests for their own purposes. */
    @Transactional
    ConsentRequestList list(AgencyClient client, @Nullable Cursor after, int limit) {
        Instant now = clock.instant();
        List<AskedConsent> found = asked.page(client.agencyId(), client.managedPurposes(), after, limit + 1);
        return new ConsentRequestList(
                found.stream().limit(limit).map(one -> ListedConsentRequest.of(one, now)).toList(),
                Cursor.next(found, limit, one -> new Cursor(one.requestedAt(), one.id())));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency, or the caseworker for their purposes, has no such request */
    @Transactional
    void takeBack(AgencyClient client, UUID id) {
        requireManaged(client, id);
        if (!asked.takeBack(client.agencyId(), id)) {
            throw ConsentRequestProblems.notFound();
        }
    }

    /**
     * An employee of the agency records that the person withdrew (Art. 7(3) GDPR).
     *
     * @param receipt told to watch the person, before anything is committed that a receipt could tell of
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the caseworker has no such request for their purposes, 409 if there is no
     *                                                     permission by it, 422 if it was by word of mouth and nobody says why (R8)
     */
    @Transactional
    Withdrawn withdraw(AgencyClient client, UUID id, RecordedWithdrawalRequest wanted, EnforcementWaiter receipt) {
        if (wanted.channel() == Channel.ORAL && wanted.reason() == null) {
            throw InvalidRequest.body("reason", "why the person withdraws by word of mouth is expected");
        }
        requireManaged(client, id);
        RecordedWithdrawal recorded = new RecordedWithdrawal(wanted.channel(), client.requireEmployee(),
                wanted.reason());
        asked.dataSubjectOf(client.agencyId(), id)
                .ifPresent(dataSubjectId -> caseLinks.requireNotTheirGuardian(client, dataSubjectId));
        return asked.withdraw(client.agencyId(), id, recorded, receipt).orElseThrow(ConsentRequestProblems::notFound);
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency recorded no withdrawal of such a request */
    @Transactional
    Withdrawn withdrawn(AgencyClient client, UUID id) {
        requireManaged(client, id);
        return asked.findWithdrawn(client.agencyId(), id).orElseThrow(ConsentRequestProblems::notWithdrawn);
    }

    /** A caseworker has to do with the requests for their own purposes only. The record itself is read once its person is locked. */
    void requireManaged(AgencyClient client, UUID id) {
        Set<String> purposes = client.managedPurposes();
        if (purposes != null && asked.purposeOf(client.agencyId(), id).filter(purposes::contains).isEmpty()) {
            throw ConsentRequestProblems.notFound();
        }
    }

    /** R10: an agency that has no such case any more does not learn what the person decides. */
    private boolean isLinked(AgencyClient client, AskedConsent found) {
        return caseLinks.hasCaseOf(client.agencyId(), found.dataSubjectId());
    }

    /** Refuses what no person should be asked for. */
    private RequestedConsent permitted(AgencyClient client, NewConsentRequest wanted, AgencyView agency) {
        Purpose purpose = catalogue.purpose(wanted.purpose())
                .orElseThrow(() -> InvalidRequest.body("purpose", "the catalogue knows no such purpose"));
        client.requireEntitledTo(purpose.key());
        requireBasis(purpose, agency);
        if (wanted.months() > maxMonths) {
            throw InvalidRequest.body("months", "at most " + maxMonths + " is expected");
        }
        InvalidRequest.requireDistinct("attributes", wanted.attributes());
        List<String> attributes = List.copyOf(new TreeSet<>(wanted.attributes()));
        for (String key : attributes) {
            Attribute attribute = catalogue.attribute(key)
                    .orElseThrow(() -> InvalidRequest.body("attributes[" + wanted.attributes().indexOf(key) + "]",
                            "the catalogue knows no such attribute; wildcards do not exist"));
            if (attribute.shareable() != Shareable.YES) {
                throw ConsentRequestProblems.NOT_SHAREABLE
                        .because("No consent can release the attribute " + attribute.key() + ".");
            }
        }
        requireListed(purpose, agency, attributes);
        return new RequestedConsent(agency.agencyId(), agency.agencyType(),
                agencies.recipientVersion(agency.agencyId()), wanted.caseReference(), purpose.key(), attributes,
                catalogue.legalBasisOfConsent(agency.dataProtectionRegime(), attributes), wanted.months());
    }

    /** R3: what a purpose rests on is judged by the type of the asking agency. */
    private void requireBasis(Purpose purpose, AgencyView agency) {
        if (catalogue.use(purpose.key(), agency.agencyType(), Basis.CONSENT).isPresent()) {
            return;
        }
        String norm = catalogue.use(purpose.key(), agency.agencyType(), Basis.STATUTE).map(PurposeUse::norm)
                .orElse(purpose.norm());
        if (norm == null && catalogue.isEverAskedFor(purpose.key())) {
            throw ConsentRequestProblems.PURPOSE_NOT_OF_THE_AGENCY
                    .because("The catalogue does not list the purpose " + purpose.key() + " for your agency's type.");
        }
        String statute = norm == null ? purpose.legalBasisDe() : norm;
        throw ConsentRequestProblems.STATUTORY_PURPOSE
                .builder("The purpose " + purpose.key() + " rests on " + statute + "; a consent would change nothing.")
                .with("statute", statute).build();
    }

    /** R36: the person is asked for nothing that the purpose does not need. */
    private void requireListed(Purpose purpose, AgencyView agency, List<String> attributes) {
        SortedSet<String> listed = catalogue.consentAttributes(purpose.key(), agency.agencyType());
        List<String> beyond = attributes.stream().filter(attribute -> !listed.contains(attribute)).toList();
        if (!beyond.isEmpty()) {
            throw ConsentRequestProblems.NOT_OF_THE_PURPOSE.builder("The catalogue does not list for the purpose "
                    + purpose.key() + ": " + String.join(", ", beyond) + ".").with("attributes", beyond).build();
        }
    }

    /** A new request and the state that the person has come to. */
    record Requested(ConsentRequestView view, PersonRevision state) {}
}
