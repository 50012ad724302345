package de.handschlag.audit.asking.query;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * One entry with all that shows that the log holds it.
 *
 * @param entry          the bytes in the tree: canonical JSON
 * @param view           what it is about; null if the payload was erased
 * @param salt           base64; null if erased
 * @param payload        canonical JSON: with the salt it opens the entry's commitment; null if erased
 * @param inclusionProof base64 hashes from leaf to root; null while no checkpoint covers the entry
 */
public record ProvenEntry(long index, String entry, boolean erased, @Nullable LogEntryView view, @Nullable String salt,
        @JsonRawValue @Nullable String payload, @Nullable List<String> inclusionProof,
        LogEntryList.CheckpointView checkpoint) {}
