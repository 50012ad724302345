package de.handschlag.audit.keeping.retention;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How long payloads are kept.
 *
 * @param waitAfterPerson ISO 8601 duration between a person's erasure and that of the person's payloads
 * @param filesToRewrite  months whose files in the database still have bytes of deleted payloads
 */
public record RetentionPolicies(List<Policy> policies, String waitAfterPerson, List<FileToRewrite> filesToRewrite) {

    /**
     * Of one retention class.
     *
     * @param months     whole months after that of recording; null: for ever
     * @param keptByNorm the norm by which it is kept until then even if the person is erased; null: it is not
     */
    public record Policy(String retentionClass, @Nullable Integer months, @Nullable String keptByNorm) {}

    /** @param since when the first of them was deleted */
    public record FileToRewrite(String month, Instant since) {}
}
