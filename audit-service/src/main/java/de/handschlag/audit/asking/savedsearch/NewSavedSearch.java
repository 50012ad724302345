package de.handschlag.audit.asking.savedsearch;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.text.Letters;

/**
 * A question that is wanted under a name.
 *
 * @param name         of nobody, as it is seen by others and is not erased with a person
 * @param shared       true: with the others of the office
 * @param queryPurpose what it is asked for, each time
 */
public record NewSavedSearch(@NotNull @Size(min = 1, max = 80) @Letters(1) String name, boolean shared,
        @Nullable String queryPurpose, @NotNull WantedFilter filter) {

    /**
     * What is to be looked for, as in a query string.
     *
     * @param dataSubjectId refused, as are caseReference and employee: they are named so that nobody takes them for heeded
     */
    public record WantedFilter(@Nullable String agencyId, @Nullable String purpose, @Nullable String decision,
            @Nullable String type, @Nullable String from, @Nullable String to, @Nullable String attribute,
            @Nullable String dataSubjectId, @Nullable String caseReference, @Nullable String employee) {}
}
