package de.handschlag.registry.attributevalue;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A value.
 *
 * @param asOf day on which it was true
 */
public record Contribution(@NotNull @Pattern(regexp = ATTRIBUTE) String attribute,
        @NotBlank @Size(max = 2000) String value, @NotNull LocalDate asOf) {

    static final String ATTRIBUTE = "[a-z][a-z0-9_]{1,62}";
}
