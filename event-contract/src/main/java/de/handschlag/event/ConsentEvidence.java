package de.handschlag.event;

import org.jspecify.annotations.Nullable;

/**
 * What shows that a decision was informed and whose it was (R6, Art. 7(1) GDPR).
 *
 * @param noticeVersion     version of the notice that was shown
 * @param noticeHash        lower-case hexadecimal SHA-256 of the canonical JSON of the notice that was shown: its language, version,
 *                          purpose, recipient and parts; of the exact text if it had no parts yet
 * @param language          BCP 47 tag of the language actually shown (R31)
 * @param channel           how the person decided
 * @param assuranceLevel    the login's level of assurance ({@code acr} of the token); null if the login named none
 * @param assistingEmployee random id of the employee who assisted; null if nobody did
 * @param interpreter       agency's reference of the interpreter; null if there was none
 */
public record ConsentEvidence(String noticeVersion, String noticeHash, String language, Channel channel,
        @Nullable String assuranceLevel, @Nullable String assistingEmployee, @Nullable String interpreter) {

    /** How a decision was made (R6, R8). */
    public enum Channel {
        WEB,
        PAPER,
        ORAL
    }
}
