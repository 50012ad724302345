package de.handschlag.audit.keeping.legalhold;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * A hold that is wanted, on a person or on an agency.
 *
 * @param dataSubjectId the person's random id, as entries show it
 * @param reason        why, for instance the file number of a dispute
 */
public record NewLegalHold(@Nullable UUID dataSubjectId,
        @Nullable @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}") String agencyId,
        @NotNull @SeveralLines @Size(min = 10, max = 1000) @Letters(3) String reason) {}
