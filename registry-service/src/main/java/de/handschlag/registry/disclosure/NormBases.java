package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.NormScope;
import de.handschlag.catalogue.Purpose;
import de.handschlag.event.Requester;
import de.handschlag.registry.deferral.NamedNoticeDeferral;
import de.handschlag.registry.emergency.EmergencyAccessService;
import de.handschlag.registry.emergency.NamedEmergencyAccess;

/**
 * Tells what a read under a purpose rests on: the person's grants, a statute, or an emergency access (ADR 10). The type of the
 * reading agency decides; one that the catalogue does not list reads nothing.
 */
@ApplicationScoped
class NormBases {

    private final Catalogue catalogue;
    private final EmergencyAccessService emergencyAccesses;
    private final Set<String> purposesByAgency;

    NormBases(Catalogue catalogue, EmergencyAccessService emergencyAccesses) {
        this.catalogue = catalogue;
        this.emergencyAccesses = emergencyAccesses;
        this.purposesByAgency = catalogue.purposes().keySet().stream()
                .filter(purpose -> catalogue.usesOf(purpose).stream().anyMatch(use -> use.basis() != Basis.CONSENT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it depends on the reading agency's type what a read of the purpose rests on. */
    boolean dependOnTheAgency(String purpose) {
        return purposesByAgency.contains(purpose);
    }

    /** Whether the emergency access that a read names is open to it (R21). */
    boolean isOpen(Purpose purpose, Requester requester, String caseReference, UUID emergencyAccessId) {
        return emergencyAccesses.ofRead(emergencyAccessId, requester, purpose.key(), caseReference)
                .filter(NamedEmergencyAccess::open).isPresent();
    }

    /**
     * Whether an agency of this type reads under the purpose by a statute, if it names this basis, and so has to say for which file and why
     * (R22).
     *
     * @param agencyType null if it is not known
     */
    boolean needGrounds(Purpose purpose, @Nullable String agencyType, @Nullable Basis basis) {
        return purpose.basisKind() != Basis.EMERGENCY && basis != Basis.CONSENT
                && scope(purpose, agencyType, Basis.STATUTE).isPresent();
    }

    /**
     * The norm for reads of a purpose; null if only grants can permit them.
     *
     * @param agencyType        type of the reading agency; null if it is not known
     * @param basis             basis that the read names, for purposes that rest on two; null for the statute if there is one
     * @param caseReference     the only case that is read; null if there are several, which no emergency access covers
     * @param emergencyAccessId access that the read names; null if none
     * @param grounds           file and reason that the read names; null if none
     * @param deferral          the deferral that it names; null if none. It defers what is recorded of its person, whatever is decided
     */
    @Nullable
    NormBasis of(Purpose purpose, @Nullable String agencyType, @Nullable Basis basis, Requester requester,
            @Nullable String caseReference, @Nullable UUID emergencyAccessId, @Nullable StatedGrounds grounds,
            @Nullable NamedNoticeDeferral deferral) {
        if (purpose.basisKind() == Basis.EMERGENCY) {
            return ofEmergency(purpose, agencyType, requester, caseReference, emergencyAccessId);
        }
        boolean everAskedFor = !catalogue.consentAttributes(purpose.key()).isEmpty();
        if (basis == Basis.CONSENT) {
            // Never the statute instead: it may cover more than was asked for.
            return everAskedFor ? null : nothing(purpose, null, null, null, null);
        }
        Optional<NormScope> scope = scope(purpose, agencyType, Basis.STATUTE);
        if (scope.isEmpty()) {
            boolean byConsent = basis == null && everAskedFor && deferral == null;
            return byConsent ? null : nothing(purpose, null, null, grounds, deferral);
        }
        NormScope covered = scope.get();
        return new NormBasis(covered.legalBasis(), covered.norm(), agencyType, covered.sources(),
                deferral == null ? null : deferral.dataSubjectId(), null, null, grounds, deferral);
    }

    private NormBasis ofEmergency(Purpose purpose, @Nullable String agencyType, Requester requester,
            @Nullable String caseReference, @Nullable UUID emergencyAccessId) {
        if (caseReference == null || emergencyAccessId == null) {
            return nothing(purpose, emergencyAccessId, null, null, null);
        }
        return emergencyAccesses.ofRead(emergencyAccessId, requester, purpose.key(), caseReference)
                .map(access -> emergency(purpose, agencyType, access))
                .orElseGet(() -> nothing(purpose, emergencyAccessId, null, null, null));
    }

    private NormBasis emergency(Purpose purpose, @Nullable String agencyType, NamedEmergencyAccess access) {
        Optional<NormScope> scope = scope(purpose, agencyType, Basis.EMERGENCY);
        if (!access.open() || scope.isEmpty()) {
            // A deferred notice stays deferred, also for a try that comes too late.
            return nothing(purpose, access.emergencyAccessId(), access.noticeDeferredUntil(), null, null);
        }
        // What the catalogue has lost since then is not read any more.
        SortedMap<String, SortedSet<String>> sources = new TreeMap<>(scope.get().sources());
        sources.keySet().retainAll(access.attributes());
        return new NormBasis(purpose.legalBasisDe(), access.norm(), agencyType, sources, access.dataSubjectId(),
                access.emergencyAccessId(), access.noticeDeferredUntil(), null);
    }

    private Optional<NormScope> scope(Purpose purpose, @Nullable String agencyType, Basis basis) {
        return agencyType == null ? Optional.empty() : catalogue.scope(purpose.key(), agencyType, basis);
    }

    /** Covers nothing; the read takes its steps all the same and ends in the neutral denial (R10). */
    private static NormBasis nothing(Purpose purpose, @Nullable UUID emergencyAccessId,
            @Nullable Instant noticeDeferredUntil, @Nullable StatedGrounds grounds,
            @Nullable NamedNoticeDeferral deferral) {
        return new NormBasis(purpose.legalBasisDe(), null, null, Collections.emptySortedMap(), null, emergencyAccessId,
                noticeDeferredUntil, grounds, deferral);
    }
}
