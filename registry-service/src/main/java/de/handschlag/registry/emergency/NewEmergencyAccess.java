package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.registry.caselink.CaseReference;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * An employee's wish.
 *
 * @param basis       one of the norms that the operator has configured
 * @param reason      what happened, typed by the employee
 * @param attributes  keys that are needed; null for all that the operator lists for emergencies
 * @param deferNotice null: the person sees it at once
 */
public record NewEmergencyAccess(@NotNull @Pattern(regexp = CaseReference.PATTERN) String caseReference,
        @NotNull @Pattern(regexp = PURPOSE) String purpose, @NotBlank @Size(max = 200) String basis,
        @NotNull @SeveralLines @Size(min = 20, max = 1000) @Letters(3) String reason,
        @Nullable @Size(min = 1, max = 62) List<@NotNull String> attributes, @Valid @Nullable Deferral deferNotice) {

    private static final String PURPOSE = "[a-z][a-z0-9-]{1,62}";

    /** Why the person is not to see the access before a time. */
    public record Deferral(@NotNull @SeveralLines @Size(min = 20, max = 1000) @Letters(3) String reason,
            @NotNull Instant until) {}
}
