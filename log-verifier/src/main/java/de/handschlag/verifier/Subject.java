package de.handschlag.verifier;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked at.
 *
 * @param options that are looked at for it; another one is refused: what is not checked must not look as if it had been
 */
record Subject(String what, Set<String> options) {

    static final Subject WHOLE_LOG = new Subject("an export of the whole log",
            Set.of("--event-keys", "--unsigned-before", "--former-vkey", "--checkpoint", "--witness",
                    "--witness-quorum", "--witness-lag", "--tsa-certificate", "--completeness", "--freshness-bound",
                    "--commit-delay", "--clock-skew", "--catalogue"));
    static final Subject TREE = new Subject("the tree alone", Set.of("--tree-only", "--former-vkey", "--checkpoint",
            "--witness", "--witness-quorum", "--tsa-certificate"));
    static final Subject FILTERED_EXPORT = new Subject("a filtered export",
            Set.of("--event-keys", "--unsigned-before", "--checkpoint"));
    static final Subject RUNNING_LOG = new Subject("a running log",
            Set.of("--checkpoint", "--witness", "--witness-quorum", "--state", "--whole-tree", "--every", "--bearer"));
    static final Subject ENTRY = new Subject("the proof of one entry",
            Set.of("--tlog-proof", "--witness", "--witness-quorum"));

    private static final Set<String> ALWAYS = Set.of("--vkey", "--max-faults", "--progress", "--no-progress");

    /** A sentence that refuses those of the options that would not be looked at; empty if there are none. */
    Optional<String> refusal(Collection<String> given) {
        List<String> others = given.stream().filter(option -> !ALWAYS.contains(option) && !options.contains(option))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", others) + " cannot be used with " + what + ": nothing would be made of it");
    }
}
