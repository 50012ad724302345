package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.Purpose;
import de.handschlag.catalogue.StatutoryScope;
import de.handschlag.event.Requester;
import de.handschlag.registry.emergency.EmergencyAccessService;
import de.handschlag.registry.emergency.NamedEmergencyAccess;

/** Tells what a read under a purpose rests on: the person's grants, a statute, or an emergency access (ADR 10). */
@ApplicationScoped
class NormBases {

    private static final StatutoryScope NOTHING = new StatutoryScope(Collections.emptySortedSet(), false);

    private final Catalogue catalogue;
    private final EmergencyAccessService emergencyAccesses;

    NormBases(Catalogue catalogue, EmergencyAccessService emergencyAccesses) {
        this.catalogue = catalogue;
        this.emergencyAccesses = emergencyAccesses;
    }

    /**
     * The norm for reads of a purpose; null if only grants can permit them.
     *
     * @param caseReference     the only case that is read; null if there are several, which no emergency access covers
     * @param emergencyAccessId access that the read names; null if none
     */
    @Nullable
    NormBasis of(Purpose purpose, Requester requester, @Nullable String caseReference,
            @Nullable UUID emergencyAccessId) {
        StatutoryScope scope = catalogue.statutoryScopes().getOrDefault(purpose.key(), NOTHING);
        return switch (purpose.basisKind()) {
            case CONSENT, EXPLICIT_CONSENT -> null;
            case STATUTE -> new NormBasis(purpose.legalBasis(), purpose.statute(), scope.attributes(), null, null,
                    scope.hiddenFromPerson(), null);
            case EMERGENCY -> caseReference == null || emergencyAccessId == null
                    ? nothing(purpose, emergencyAccessId, null)
                    : emergencyAccesses.ofRead(emergencyAccessId, requester, purpose.key(), caseReference)
                            .map(access -> emergency(purpose, scope, access))
                            .orElseGet(() -> nothing(purpose, emergencyAccessId, null));
        };
    }

    private static NormBasis emergency(Purpose purpose, StatutoryScope scope, NamedEmergencyAccess access) {
        if (!access.open()) {
            // A deferred notice stays deferred, also for a try that comes too late.
            return nothing(purpose, access.emergencyAccessId(), access.noticeDeferredUntil());
        }
        // What the operator's list has lost since then is not read any more.
        SortedSet<String> attributes = new TreeSet<>(access.attributes());
        attributes.retainAll(scope.attributes());
        return new NormBasis(purpose.legalBasis(), access.norm(), attributes, access.dataSubjectId(),
                access.emergencyAccessId(), false, access.noticeDeferredUntil());
    }

    /** Covers nothing; the read takes its steps all the same and ends in the neutral denial (R10). */
    private static NormBasis nothing(Purpose purpose, @Nullable UUID emergencyAccessId,
            @Nullable Instant noticeDeferredUntil) {
        return new NormBasis(purpose.legalBasis(), null, Collections.emptySortedSet(), null, emergencyAccessId, false,
                noticeDeferredUntil);
    }
}
