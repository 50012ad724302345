package de.handschlag.registry.correction;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.text.SeveralLines;

/**
 * What a person says of one stored value.
 *
 * @param attribute  key
 * @param source     id of the agency that contributed it
 * @param rightValue what is right; with {@code CHANGE} only
 * @param words      anything else that the agency should know; null if nothing
 * @param restrict   true: nobody is to use the value until the request ends (Art. 18(1)(a) GDPR)
 */
public record NewCorrectionRequest(@NotNull @Pattern(regexp = ATTRIBUTE) String attribute,
        @NotNull @Pattern(regexp = SOURCE) String source, @NotNull Wish wish,
        @Nullable @Size(min = 1, max = LONGEST_VALUE) String rightValue,
        @Nullable @SeveralLines @Size(min = 1, max = LONGEST_WORDS) String words, @NotNull Boolean restrict) {

    static final String ATTRIBUTE = "[a-z][a-z0-9_]{1,62}";
    static final String SOURCE = "[A-Za-z0-9._~-]{1,64}";
    static final int LONGEST_VALUE = 500;
    static final int LONGEST_WORDS = 2000;
}
