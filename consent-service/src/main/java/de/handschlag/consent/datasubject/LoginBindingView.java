package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingState.Means;

/**
 * A login as its person sees it: by a random id, since nothing here says which login of the identity provider it is.
 *
 * @param current           it is the login of this request
 * @param means             on whose word it is bound, or will be when its waiting time is over; null while it waits for a
 *                          confirmation, and if that was never recorded
 * @param agencies          whose codes were entered for it
 * @param unconfirmedAgency the agency on whose word alone it is bound, and whose requests it does therefore not decide
 * @param takesEffectAt     when a login that waits becomes the person's unless it is refused; null if it waits for a confirmation
 * @param guardianship      for what it is somebody else's, who acts for the person (R11); null if it is the person's own
 */
record LoginBindingView(UUID loginBindingId, LoginBinding.Status status, boolean current, @Nullable Means means,
        List<String> agencies, @Nullable String unconfirmedAgency, Instant requestedAt, @Nullable Instant takesEffectAt,
        @Nullable Instant boundAt, @Nullable Guardianship guardianship) {

    /** @param login of the request */
    static LoginBindingView of(LoginBinding binding, Login login) {
        return new LoginBindingView(binding.loginBindingId(), binding.status(), binding.isOf(login), binding.means(),
                binding.agencies(), binding.unconfirmedAgency(), binding.requestedAt(),
                binding.isWaiting() ? binding.takesEffectAt() : null, binding.boundAt(), binding.guardianship());
    }

    /** The same, and not on whose word. */
    LoginBindingView withoutAgencies() {
        return new LoginBindingView(loginBindingId, status, current, means, List.of(), null, requestedAt, takesEffectAt,
                boundAt, guardianship);
    }

    /** @throws IllegalStateException if it is the person's own login */
    Guardianship requireGuardianship() {
        if (guardianship == null) {
            throw new IllegalStateException("it is the person's own login");
        }
        return guardianship;
    }

    /** All logins of a person that are or want to be theirs, the oldest first. */
    record Page(List<LoginBindingView> loginBindings) {}
}
