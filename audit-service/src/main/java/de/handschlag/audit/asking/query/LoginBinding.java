package de.handschlag.audit.asking.query;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingState;

/**
 * What an entry says of a person's login (R35). No entry names the login itself.
 *
 * @param loginBinding      id of the login binding that the entry is about, or of the login that decided; null for a code
 * @param means             on whose word it is bound, for instance {@code TWO_AGENCIES}; or will be when its waiting time is over
 * @param agencies          whose codes were entered for it
 * @param bindingCodes      ids of these codes, or of the one that was made
 * @param unconfirmedAgency whose requests the login does not decide, as it is bound on this agency's word alone
 * @param assuranceLevel    of the login that was bound or that made the code
 * @param takesEffectAt     end of the waiting time
 * @param byLoginBinding    id of the login that confirmed or ended this one
 * @param guardian          what its owner is to the person, for instance {@code PARENT} (R11); null if it is the person's own
 */
public record LoginBinding(@Nullable String loginBinding, @Nullable String means, List<String> agencies,
        List<String> bindingCodes, @Nullable String unconfirmedAgency, @Nullable String assuranceLevel,
        @Nullable String takesEffectAt, @Nullable String byLoginBinding, @Nullable String guardian) {

    public static final LoginBinding NONE = new LoginBinding(null, null, List.of(), List.of(), null, null, null, null,
            null);

    static LoginBinding of(LoginBindingState binding) {
        return new LoginBinding(binding.loginBindingId().toString(), text(binding.means()), binding.agencies(),
                texts(binding.bindingCodeIds()), binding.unconfirmedAgency(), binding.assuranceLevel(),
                text(binding.takesEffectAt()),
                text(binding.endedByLoginBinding() == null
                        ? binding.confirmedByLoginBinding()
                        : binding.endedByLoginBinding()),
                kind(binding.guardianship()));
    }

    static LoginBinding of(BindingCodeMade code) {
        return new LoginBinding(null, null, List.of(), List.of(code.bindingCodeId().toString()), null,
                code.assuranceLevel(), null, null, kind(code.guardianship()));
    }

    /** The login that decided or, at an end, withdrew; null if neither is recorded, and if an office recorded the withdrawal. */
    static @Nullable LoginBinding of(ConsentRecordState consentRecord) {
        if (consentRecord.withdrawalEvidence() != null) {
            return null;
        }
        UUID decided = consentRecord.endedByLoginBinding() == null
                ? consentRecord.decidedByLoginBinding()
                : consentRecord.endedByLoginBinding();
        return of(decided);
    }

    /** A login of which nothing but its binding is told; null for none. */
    static @Nullable LoginBinding of(@Nullable UUID loginBinding) {
        return loginBinding == null
                ? null
                : new LoginBinding(loginBinding.toString(), null, List.of(), List.of(), null, null, null, null, null);
    }

    private static @Nullable String kind(@Nullable Guardianship guardianship) {
        return guardianship == null ? null : guardianship.kind().name();
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
