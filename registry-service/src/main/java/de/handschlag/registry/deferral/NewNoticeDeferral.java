package de.handschlag.registry.deferral;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * An employee's wish.
 *
 * @param fileNumber the only file for whose reads it counts
 * @param reason     why the person is to see them later; the person reads it then
 * @param until      its end, within the days that the catalogue allows for the purpose
 */
public record NewNoticeDeferral(@NotNull @Pattern(regexp = CaseReference.PATTERN) String caseReference,
        @NotNull @Pattern(regexp = PURPOSE) String purpose,
        @NotNull @Size(min = 1, max = LONGEST_FILE_NUMBER) String fileNumber,
        @NotNull @SeveralLines @Size(min = SHORTEST_REASON, max = LONGEST_REASON) @Letters(LETTERS_OF_A_REASON) String reason,
        @NotNull Instant until) {

    /** Characters; a read by a statute names its file in as many. */
    public static final int LONGEST_FILE_NUMBER = 64;
    static final int SHORTEST_REASON = 20;
    static final int LONGEST_REASON = 1000;
    static final int LETTERS_OF_A_REASON = 3;

    private static final String PURPOSE = "[a-z][a-z0-9-]{1,62}";
}
