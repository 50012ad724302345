package de.handschlag.audit.asking.query;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

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
 */
public record LoginBinding(@Nullable String loginBinding, @Nullable String means, List<String> agencies,
        List<String> bindingCodes, @Nullable String unconfirmedAgency, @Nullable String assuranceLevel,
        @Nullable String takesEffectAt, @Nullable String byLoginBinding) {

    public static final LoginBinding NONE = new LoginBinding(null, null, List.of(), List.of(), null, null, null, null);

    /** What an event's data say of a login; null if it is about none. */
    public static @Nullable LoginBinding of(JsonNode data) {
        JsonNode binding = data.path("loginBinding");
        if (binding.isObject()) {
            return new LoginBinding(LogEntryView.text(binding, "loginBindingId"), LogEntryView.text(binding, "means"),
                    LogEntryView.texts(binding.path("agencies")), LogEntryView.texts(binding.path("bindingCodeIds")),
                    LogEntryView.text(binding, "unconfirmedAgency"), LogEntryView.text(binding, "assuranceLevel"),
                    LogEntryView.text(binding, "takesEffectAt"),
                    first(binding, "endedByLoginBinding", "confirmedByLoginBinding"));
        }
        String code = LogEntryView.text(data, "bindingCodeId");
        if (code != null) {
            return new LoginBinding(null, null, List.of(), List.of(code), null,
                    LogEntryView.text(data, "assuranceLevel"), null, null);
        }
        String decided = first(data.path("consentRecord"), "endedByLoginBinding", "decidedByLoginBinding");
        return decided == null ? null : new LoginBinding(decided, null, List.of(), List.of(), null, null, null, null);
    }

    private static @Nullable String first(JsonNode node, String member, String otherwise) {
        String text = LogEntryView.text(node, member);
        return text == null ? LogEntryView.text(node, otherwise) : text;
    }
}
