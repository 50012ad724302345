package de.handschlag.registry.disclosure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a caseworker is shown of a case for a purpose. Without a permission it is the same whatever the reason is (R10): nothing in it
 * then comes from the case.
 *
 * @param values  what may be seen, with a value; empty without a permission
 * @param missing labels of what the purpose lists and is not shown: not permitted or told by nobody; empty without a permission
 * @param fresh   age of the proof of freshness, in seconds with one decimal; null without a permission
 * @param norm    what permits the read without a consent; null if the person's consent does, or nothing
 * @param askable whether the person can be asked for something under this purpose
 * @param shownFrom the person is shown this read by a statute from then on; null if at once
 * @param another the other basis of the purpose, {@code consent} or {@code statute}; null if it rests on one
 */
public record CaseView(String caseReference, String purpose, boolean permitted, List<Row> values, List<String> missing,
        @Nullable String fresh, @Nullable String norm, boolean askable, @Nullable Instant shownFrom,
        @Nullable String another) {

    /**
     * One value.
     *
     * @param source name of the office that contributed it; null if it is not told (R14)
     * @param until  last moment of the consent; null if a norm permits the read
     * @param soon   the consent ends within thirty days
     * @param contested the person says that it is wrong, and it is shown in this emergency only
     */
    public record Row(String attribute, String value, @Nullable String source, LocalDate asOf, @Nullable Instant until,
            boolean soon, boolean contested) {}
}
