package de.handschlag.audit.asking.complaint;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * A complaint as a person makes it.
 *
 * @param entryIndex position of the entry that it is about, as GET /v1/my/accesses shows it
 * @param text       what the person did not expect, in any language
 */
public record NewComplaint(@NotNull @Min(0) Long entryIndex,
        @NotNull @SeveralLines @Size(min = 1, max = NewComplaint.LONGEST) @Letters(3) String text) {

    static final int LONGEST = 2000;
}
