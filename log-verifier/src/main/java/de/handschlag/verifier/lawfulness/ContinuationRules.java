package de.handschlag.verifier.lawfulness;

import java.nio.charset.StandardCharsets;
import java.util.List;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.payload.LoggedEvent.Continued;

/** What an entry says of the log that this one continues (ADR 59): its last checkpoint is signed by it, and goes as far as is said. */
final class ContinuationRules {

    private ContinuationRules() {}

    /** @param given keys of former logs that the user has; empty if none was given */
    static void check(long index, Continued continued, List<VerifierKey> given, Faults faults) {
        if (continued.kept() != index) {
            faults.add(FaultKind.FORMER_LOG, index,
                    "by its own word it stands behind " + continued.kept() + " entries of " + continued.former());
        }
        VerifierKey key;
        try {
            key = VerifierKey.parse(continued.formerKey());
        } catch (IllegalArgumentException e) {
            faults.add(FaultKind.FORMER_LOG, index, "the former log's key: " + e.getMessage());
            return;
        }
        if (!given.isEmpty() && !given.contains(key)) {
            faults.add(FaultKind.FORMER_LOG, index, "the former log's key is none of those that you gave");
        }
        if (!key.name().equals(continued.former())) {
            faults.add(FaultKind.FORMER_LOG, index,
                    "the former log is " + continued.former() + ", its key that of " + key.name());
        }
        SignedCheckpoint
                .open(continued.checkpoint().getBytes(StandardCharsets.UTF_8), key,
                        "the former log's last checkpoint, which entry " + index + " names,", faults)
                .ifPresent(last -> {
                    if (last.size() != continued.size()) {
                        faults.add(FaultKind.FORMER_LOG, index, "the former log's last checkpoint is over "
                                + last.size() + " entries, and not over " + continued.size());
                    }
                });
    }
}
