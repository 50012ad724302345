package de.handschlag.login;

import java.util.List;
import java.util.Set;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.jspecify.annotations.Nullable;

/**
 * Which logins are refused (401) as the log could not take their claims as who asked: what cannot be recorded is not disclosed (R26), and is
 * better refused at the door than after the work. Valid signatures say who wrote a claim, not that it is short.
 */
final class ClaimBounds {

    /** As long as OpenID Connect Core lets a subject be (section 2). */
    private static final int LONGEST = 255;
    /** What shows nothing, or turns round what stands beside it. */
    private static final Set<Byte> UNSEEN = Set.of(Character.CONTROL, Character.FORMAT, Character.SURROGATE,
            Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);

    private ClaimBounds() {}

    /** Of those claims that events carry. */
    static boolean hold(Issuer issuer, JsonObject token) {
        // An agency that is no text is none, which whoever needs one answers (403).
        return List.of(Issuer.SUBJECT, issuer.claims().clientId(), issuer.claims().acr()).stream()
                .allMatch(claim -> isWithinBounds(claim.in(token)))
                && (!(issuer.claims().agencyId().in(token) instanceof JsonString agency) || isWithinBounds(agency));
    }

    private static boolean isWithinBounds(@Nullable JsonValue claim) {
        return claim == null || claim instanceof JsonString text && text.getString().length() <= LONGEST && text
                .getString().codePoints().noneMatch(character -> UNSEEN.contains((byte) Character.getType(character)));
    }
}
