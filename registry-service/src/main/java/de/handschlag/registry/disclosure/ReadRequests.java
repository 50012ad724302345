package de.handschlag.registry.disclosure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.registry.caselink.AgencyTypes;
import de.handschlag.registry.clientlimit.ClientLimits;
import de.handschlag.registry.deferral.NamedNoticeDeferral;
import de.handschlag.registry.deferral.NoticeDeferralService;
import de.handschlag.registry.disclosure.DisclosureService.Decided;
import de.handschlag.registry.entitlement.Entitlements;
import de.handschlag.registry.entitlement.Entitlements.Try;
import de.handschlag.registry.requester.AgencyRequester;
import de.handschlag.registry.revision.RevisionHeader;
import de.handschlag.sealing.RevisionTokens.PersonRevision;

/**
 * The entrance of every read, whichever interface it comes from: what the catalogue does not know, the client has no right to ask, or is
 * beyond the client's limits is refused here; all else is decided.
 */
@ApplicationScoped
class ReadRequests {

    private final Catalogue catalogue;
    private final Entitlements entitlements;
    private final ClientLimits limits;
    private final RevisionHeader revisions;
    private final AgencyRequester requester;
    private final AgencyTypes agencyTypes;
    private final NormBases norms;
    private final NoticeDeferralService deferrals;
    private final DisclosureService disclosures;

    ReadRequests(Catalogue catalogue, Entitlements entitlements, ClientLimits limits, RevisionHeader revisions,
            AgencyRequester requester, AgencyTypes agencyTypes, NormBases norms, NoticeDeferralService deferrals,
            DisclosureService disclosures) {
        this.catalogue = catalogue;
        this.entitlements = entitlements;
        this.limits = limits;
        this.revisions = revisions;
        this.requester = requester;
        this.agencyTypes = agencyTypes;
        this.norms = norms;
        this.deferrals = deferrals;
        this.disclosures = disclosures;
    }

    /**
     * What the client of the current request wants to read.
     *
     * @param caseReferences      at least one, in the order of the answer
     * @param basis               basis that the client names, for purposes that rest on two; null if it names none
     * @param attributes          keys that are asked for; null for all that may be seen
     * @param consentRevision     header of the client's own change that the answer must have seen; null if there was none
     * @param blockOverrideReason why disclosure blocks are overridden (R14); null if they are not
     * @param emergencyAccessId   the open emergency access (R21); null if none
     * @param knownTags           entity tags of views that the client has
     * @param grounds             file and reason of a read by a statute; null if none are named
     * @param noticeDeferralId    the deferral in force (R22); null if the person is to see the read at once
     */
    record WantedRead(List<String> caseReferences, String purpose, @Nullable Basis basis,
            @Nullable List<String> attributes, @Nullable String consentRevision, @Nullable String blockOverrideReason,
            @Nullable UUID emergencyAccessId, Set<String> knownTags, @Nullable StatedGrounds grounds,
            @Nullable UUID noticeDeferralId) {}

    /**
     * One decision for each case.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the client has no right to ask, 409 if the deferral that it names is not
     *                                                     in force for it, 422 if the catalogue does not know what it names, 429 beyond its limits, 503 if freshness or the record
     *                                                     cannot be had
     * @throws GroundsMissingException if it would rest on a statute and names no file and reason, whatever the cases
     */
    Decided decide(WantedRead wanted) {
        Purpose purpose = known(wanted);
        Try tried = new Try(wanted.caseReferences(), purpose.key(), wanted.attributes(),
                wanted.blockOverrideReason() != null, wanted.emergencyAccessId());
        entitlements.requireOfToken(tried);
        try {
            return decide(wanted, purpose);
        } catch (EntitlementEndedException e) {
            throw entitlements.refused(tried, AgencyRequester.ENDED);
        }
    }

    private Decided decide(WantedRead wanted, Purpose purpose) {
        String agencyId = requester.agencyIdOfToken();
        Requester asking = requester.asRequester();
        String onlyCase = wanted.caseReferences().size() == 1 ? wanted.caseReferences().getFirst() : null;
        UUID emergencyAccessId = wanted.emergencyAccessId();
        if (emergencyAccessId == null || onlyCase == null
                || !norms.isOpen(purpose, asking, onlyCase, emergencyAccessId)) {
            limits.admit(wanted.caseReferences());
        } // Else danger to life is no time to count; a second person looks at each of these accesses anyway (R21).
        NamedNoticeDeferral deferral = deferral(wanted, agencyId, onlyCase);
        PersonRevision minimum = revisions.open(agencyId, wanted.caseReferences().getFirst(), wanted.consentRevision());
        boolean dependsOnTheAgency = norms.dependOnTheAgency(purpose.key());
        return disclosures.decide(() -> {
            AgencyTypes.Told types = dependsOnTheAgency
                    ? agencyTypes.told(agencyId, wanted.caseReferences())
                    : AgencyTypes.Told.NOTHING;
            // Also where the agency has no such case: that must not show by another answer (R10).
            if (wanted.grounds() == null && (norms.needGrounds(purpose, types.ofCases(), wanted.basis())
                    || norms.needGrounds(purpose, types.ofAgency(), wanted.basis()))) {
                throw new GroundsMissingException();
            }
            return new ViewRequest(asking, wanted.caseReferences(), purpose.key(), wanted.attributes(), minimum,
                    wanted.blockOverrideReason(), wanted.knownTags(), norms.of(purpose, types.ofCases(), wanted.basis(),
                            asking, onlyCase, emergencyAccessId, wanted.grounds(), deferral));
        }, dependsOnTheAgency);
    }

    /** Looked at anew with each read; null if it names none. */
    private @Nullable NamedNoticeDeferral deferral(WantedRead wanted, String agencyId, @Nullable String onlyCase) {
        UUID noticeDeferralId = wanted.noticeDeferralId();
        if (noticeDeferralId == null) {
            return null;
        }
        StatedGrounds grounds = wanted.grounds();
        if (grounds == null) {
            throw new GroundsMissingException();
        }
        if (wanted.basis() == Basis.CONSENT || onlyCase == null) {
            throw InvalidRequest.header("Notice-Deferral", "belongs to a read of one case by a statute only");
        }
        return deferrals.ofRead(noticeDeferralId, agencyId, wanted.purpose(), onlyCase, grounds.fileNumber());
    }

    private Purpose known(WantedRead wanted) {
        Purpose purpose = catalogue.purposes().get(wanted.purpose());
        if (purpose == null) {
            throw InvalidRequest.place("purpose", "the catalogue has no such purpose");
        }
        if (wanted.emergencyAccessId() != null && purpose.basisKind() != Basis.EMERGENCY) {
            throw InvalidRequest.header("Emergency-Access", "belongs to an emergency purpose only");
        }
        List<String> attributes = wanted.attributes();
        Set<String> asked = new HashSet<>();
        for (int index = 0; attributes != null && index < attributes.size(); index++) {
            if (!catalogue.attributes().containsKey(attributes.get(index))) {
                throw InvalidRequest.place("attributes",
                        "the catalogue has no attribute with the key that stands as number " + (index + 1));
            }
            if (!asked.add(attributes.get(index))) {
                // One question would be a long list in each entry of the log.
                throw InvalidRequest.place("attributes",
                        "the key that stands as number " + (index + 1) + " stands in the list already");
            }
        }
        Set<String> references = new HashSet<>();
        for (int i = 0; i < wanted.caseReferences().size(); i++) {
            if (!references.add(wanted.caseReferences().get(i))) {
                // One case of the client's limit would be many entries of the log.
                throw InvalidRequest.body("caseReferences[" + i + "]", "stands in the list already");
            }
        }
        return purpose;
    }
}
