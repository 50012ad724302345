package de.handschlag.audit.asking.query;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an entry says of a person's login (R35). No entry names the login itself.
 *
 * @param loginBinding      id of the tie that the entry is about, or of the login that decided; null for a code
 * @param means             on whose word it is bound, for instance {@code TWO_AGENCIES}; null while it waits
 * @param agencies          whose codes were entered for it
 * @param bindingCodes      ids of these codes, or of the one that was made
 * @param unconfirmedAgency whose requests the login does not decide, as it is bound on this agency's word alone
 * @param assuranceLevel    of the login that was bound or that made the code
 * @param takesEffectAt     end of the waiting time
 * @param byLoginBinding    tie of the login that confirmed or ended this one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoginTie(@Nullable String loginBinding, @Nullable String means, List<String> agencies,
        List<String> bindingCodes, @Nullable String unconfirmedAgency, @Nullable String assuranceLevel,
        @Nullable String takesEffectAt, @Nullable String byLoginBinding) {

    public static final LoginTie NONE = new LoginTie(null, null, List.of(), List.of(), null, null, null, null);

    /** What an event's data say of a login; null if it is about none. */
    public static @Nullable LoginTie of(JsonNode data) {
        JsonNode tie = data.path("loginBinding");
        if (tie.isObject()) {
            return new LoginTie(LogEntryView.text(tie, "loginBindingId"), LogEntryView.text(tie, "means"),
                    LogEntryView.texts(tie.path("agencies")), LogEntryView.texts(tie.path("bindingCodeIds")),
                    LogEntryView.text(tie, "unconfirmedAgency"), LogEntryView.text(tie, "assuranceLevel"),
                    LogEntryView.text(tie, "takesEffectAt"),
                    first(tie, "endedByLoginBinding", "confirmedByLoginBinding"));
        }
        String code = LogEntryView.text(data, "bindingCodeId");
        if (code != null) {
            return new LoginTie(null, null, List.of(), List.of(code), null, LogEntryView.text(data, "assuranceLevel"),
                    null, null);
        }
        String decided = first(data.path("consentRecord"), "endedByLoginBinding", "decidedByLoginBinding");
        return decided == null ? null : new LoginTie(decided, null, List.of(), List.of(), null, null, null, null);
    }

    private static @Nullable String first(JsonNode node, String member, String otherwise) {
        String text = LogEntryView.text(node, member);
        return text == null ? LogEntryView.text(node, otherwise) : text;
    }
}
