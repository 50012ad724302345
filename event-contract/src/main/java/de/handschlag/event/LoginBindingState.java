package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The binding of a login to a person, as it stands after a change. Nothing here names the login (R35): neither issuer nor
 * subject, nor anything that could be computed from them.
 *
 * @param loginBindingId          random id; a login that is bound again later gets a new one
 * @param means                   on whose word the login is bound, or will be when its waiting time is over; null while it waits for
 *                                a confirmation, and if that was never recorded
 * @param agencies                agencies whose codes were entered for it, in this order, each once; may be empty
 * @param bindingCodeIds          ids of these codes, as {@link BindingCodeMade} names them; may be empty
 * @param unconfirmedAgency       the one agency on whose word alone the login is bound, so that it does not decide this
 *                                agency's requests (R35); null otherwise
 * @param assuranceLevel          the login's level of assurance ({@code acr} of the token); null if the login named none
 * @param requestedAt             when the login asked to be bound
 * @param takesEffectAt           end of the waiting time; null if there is none
 * @param boundAt                 since when the login is the person's; null while it waits, or if it never became the person's
 * @param endedAt                 when the binding, or the wait for it, ended; null before
 * @param endReason               why; null before
 * @param confirmedByLoginBinding binding of the person's other login that confirmed this one; null if none did
 * @param endedByLoginBinding     binding of the person's login that ended this one; null if none did
 * @param guardianship            for what the login is somebody else's, who acts for the person (R11); null if it is the person's own
 */
public record LoginBindingState(UUID loginBindingId, @Nullable Means means, List<String> agencies,
        List<UUID> bindingCodeIds, @Nullable String unconfirmedAgency, @Nullable String assuranceLevel,
        Instant requestedAt, @Nullable Instant takesEffectAt, @Nullable Instant boundAt, @Nullable Instant endedAt,
        @Nullable EndReason endReason, @Nullable UUID confirmedByLoginBinding, @Nullable UUID endedByLoginBinding,
        @Nullable Guardianship guardianship) {

    public LoginBindingState {
        agencies = Copies.of(agencies);
        bindingCodeIds = Copies.of(bindingCodeIds);
    }

    /** On whose word a login is a person's. */
    public enum Means {
        /** The person enrolled with this login, without any agency. */
        SELF_ENROLMENT,
        /** One agency's code, for a person who had no login. */
        AGENCY_CODE,
        /** A login that the person had before confirmed it. */
        LOGIN_CONFIRMATION,
        /** Codes of two different agencies. */
        TWO_AGENCIES,
        /** The identity provider has proofed who the login belongs to, besides an agency's code. */
        IDENTITY_PROOFING
    }

    /** Why a binding, or the wait for one, ended. */
    public enum EndReason {
        /** The person ended it. */
        UNBOUND,
        /** A login of the person refused the one that waited. */
        REFUSED,
        /** The login that waited took its wish back. */
        TAKEN_BACK,
        /**
         * Nobody confirmed the login that waited, or on whose word it waited is no longer enough. Of a guardian's that was bound: the person
         * came to the age from which on they decide alone (R11).
         */
        LAPSED
    }
}
