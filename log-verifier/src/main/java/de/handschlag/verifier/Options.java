package de.handschlag.verifier;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.note.VerifierKey;

/**
 * What the command line asks for.
 *
 * @param exported    a directory or an archive; null if a running log is looked at
 * @param address     of a running log; null if it is an export
 * @param state       directory with the checkpoints that were seen at the address; null: none are kept
 * @param every       how long to wait until the next look at the address; null: one look
 * @param bearer      file with the token for a log that is not public; null: none is needed
 * @param wholeTree   hash all of the running log anew, not only what proves its consistency
 * @param quorum      how many of the witnesses have to have cosigned one checkpoint; null: each of them one
 * @param key         file with the verifier key; null: the export's own
 * @param formerKeys  files with the verifier keys of logs that this one continues
 * @param checkpoints files with earlier checkpoints, of this log or of one that it continues
 * @param witnesses   keys whose cosignatures are asked for
 * @param witnessLag  how much older than the newest event a witness's newest cosignature may be
 * @param tlogProof   the proof of one entry, which is checked instead of an export
 * @param authority   file with the certificates of the time-stamping authority; null: signatures of time stamps are not checked
 * @param catalogues  files with more attributes, or directories with a whole catalogue
 * @param clockSkew   by how much the clocks of two services may differ
 * @param proofs      files with proofs of completeness
 * @param treeOnly    points 1 to 4 alone, for whoever may not have the payloads
 * @param progress    null: on a terminal only
 * @param given       names of the options that were given
 */
record Options(@Nullable Path exported, @Nullable URI address, @Nullable Path tlogProof, @Nullable Path state,
        @Nullable Duration every, @Nullable Path bearer, boolean wholeTree, @Nullable Integer quorum,
        @Nullable Path key, List<Path> formerKeys, List<Path> checkpoints, List<VerifierKey> witnesses,
        Duration witnessLag, @Nullable Path authority, List<Path> catalogues, List<Path> proofs,
        Duration freshnessBound, Duration commitDelay, Duration clockSkew, long maxFaults, boolean treeOnly,
        @Nullable Boolean progress, Set<String> given) {

    private static final Set<String> SEVERAL_TIMES = Set.of("--former-vkey", "--checkpoint", "--witness", "--catalogue",
            "--completeness");
    private static final Duration OFTEN = Duration.ofSeconds(1);

    static final String USAGE = """
            Usage: log-verifier [OPTIONS] EXPORT | ADDRESS | --tlog-proof FILE
            Checks an exported log, a directory or a ZIP archive: signature, completeness, every commitment, and whether
            each disclosure was covered by a grant or a norm that stands in the log before it. Of an export that a filter
            narrows: who made it of what, and that the log holds each of its entries. Works offline. At the address of a running
            log, such as https://audit.example/log: signature, and that the log continues what was seen there before. Of the proof of
            one entry: that the log has it, and what it says.

              --vkey FILE            the log's verifier key, as the operator handed it to you; without it the key inside
                                     the export is used, which proves only that the export agrees with itself
              --event-keys FILE      the services' public keys, one a line, a source and 32 bytes in base64, as the operator
                                     handed them to you: each event has to be signed by the service that may send it
              --unsigned-before N    entries before this index may be from before events were signed (default 0)
              --former-vkey FILE     the verifier key of a log that this one continues, as the operator handed it to you
                                     (several times); a checkpoint of that log fits as far as its entries were left
              --checkpoint FILE      a checkpoint that you kept; the log must continue it (may be given several times)
              --witness VKEY         a witness's verifier key (type 4): it has to have cosigned (several times)
              --witness-quorum N     so many of them have to have cosigned one checkpoint, not each of them
              --witness-lag P        how much older than the newest event its newest cosignature may be (default PT1H); of an
                                     export with its payloads alone, as nothing else shows when events were
              --tsa-certificate FILE certificates of the time-stamping authority, PEM: each time stamp has to be signed with
                                     one of them, and there has to be one
              --completeness FILE    a proof that a list of entries about a person is all there is (several times)
              --tlog-proof FILE      the proof of one entry, which needs --vkey and no export
              --state DIR            where the checkpoints of an address are kept from run to run; the first run hashes all of
                                     the log, later ones prove that it continues what is kept
              --whole-tree           hash all of it in each run
              --every P              look again after this time (PT1S or more), until there is a fault; needs --state
              --bearer FILE          the token for a log that is not public
              --tree-only            signature and tree alone, without payloads
              --freshness-bound P    how old the registry's view may be (default PT2S)
              --commit-delay P       how long after its time a decision of a person may be committed (default PT5S)
              --clock-skew P         by how much the clocks of two services may differ (default PT1S)
              --catalogue PATH       attributes of a municipality of its own, as attributes.csv, or the directory of the
                                     operator's whole catalogue instead of the built-in one (several times)
              --max-faults N         stop after this many (default 100000)
              --progress             draw a bar also if standard error is no terminal; --no-progress: never
              -h, --help             this text

            Each fault is one line on standard output: kind, index of the entry, sentence. An option that would not be looked at
            for what is checked (a --completeness of a running log, say) is refused: it must not look as if it had been.
            Exit codes: 0 no fault, 1 at least one fault, 2 wrong usage or nothing that can be read, 3 no fault, but nothing
            that could be judged, as all of it was erased.
            """;

    /** The export; not to be asked for if a running log is looked at. */
    Path export() {
        return requireNonNull(exported);
    }

    /** @throws IllegalArgumentException with a sentence for the user */
    static Options parse(SignatureOptions signatures) {
        Deque<String> rest = new ArrayDeque<>(List.of(signatures.rest()));
        Set<String> given = new TreeSet<>(signatures.given());
        Path export = null;
        URI address = null;
        Path tlogProof = null;
        Path state = null;
        Duration every = null;
        Path bearer = null;
        boolean wholeTree = false;
        Integer quorum = null;
        Path key = null;
        List<Path> formerKeys = new ArrayList<>();
        List<Path> checkpoints = new ArrayList<>();
        List<Path> catalogues = new ArrayList<>();
        List<VerifierKey> witnesses = new ArrayList<>();
        Duration witnessLag = Duration.ofHours(1);
        Path authority = null;
        List<Path> proofs = new ArrayList<>();
        Duration freshnessBound = Duration.ofSeconds(2);
        Duration commitDelay = Duration.ofSeconds(5);
        Duration clockSkew = Duration.ofSeconds(1);
        long maxFaults = 100_000;
        boolean treeOnly = false;
        Boolean progress = null;
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            if (SEVERAL_TIMES.contains(argument)) {
                given.add(argument);
            } else if (argument.startsWith("-")) {
                requireOnce(argument, given);
            }
            switch (argument) {
                case "--vkey" -> key = Path.of(value(argument, rest));
                case "--former-vkey" -> formerKeys.add(Path.of(value(argument, rest)));
                case "--checkpoint" -> checkpoints.add(Path.of(value(argument, rest)));
                case "--witness" -> witnesses.add(witness(value(argument, rest)));
                case "--witness-quorum" -> quorum = (int) Math.min(1000, positive(argument, rest));
                case "--tlog-proof" -> tlogProof = Path.of(value(argument, rest));
                case "--state" -> state = Path.of(value(argument, rest));
                case "--every" -> every = every(argument, rest);
                case "--bearer" -> bearer = Path.of(value(argument, rest));
                case "--whole-tree" -> wholeTree = true;
                case "--witness-lag" -> witnessLag = duration(argument, rest);
                case "--tsa-certificate" -> authority = Path.of(value(argument, rest));
                case "--catalogue" -> catalogues.add(Path.of(value(argument, rest)));
                case "--completeness" -> proofs.add(Path.of(value(argument, rest)));
                case "--freshness-bound" -> freshnessBound = duration(argument, rest);
                case "--commit-delay" -> commitDelay = duration(argument, rest);
                case "--clock-skew" -> clockSkew = duration(argument, rest);
                case "--max-faults" -> maxFaults = positive(argument, rest);
                case "--tree-only" -> treeOnly = true;
                case "--progress" -> progress = true;
                case "--no-progress" -> progress = false;
                default -> {
                    if (argument.startsWith("-") || export != null || address != null) {
                        throw new IllegalArgumentException("not understood: " + argument);
                    }
                    if (argument.startsWith("https://") || argument.startsWith("http://")) {
                        address = URI.create(argument);
                    } else {
                        export = Path.of(argument);
                    }
                }
            }
        }
        if (tlogProof != null && (export != null || address != null || key == null)) {
            throw new IllegalArgumentException("--tlog-proof needs --vkey, and neither an export nor an address");
        }
        if (export == null && address == null && tlogProof == null) {
            throw new IllegalArgumentException("name the export: a directory or a ZIP archive, or a log's address");
        }
        // Of an export it shows only when it is opened whether a filter narrows it.
        Subject exported = treeOnly ? Subject.TREE : Subject.WHOLE_LOG;
        Subject subject = tlogProof != null ? Subject.ENTRY : address != null ? Subject.RUNNING_LOG : exported;
        Optional<String> refusal = subject.refusal(given);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        if (every != null && state == null) {
            throw new IllegalArgumentException("--every needs --state: else one look would know nothing of another");
        }
        if (given.contains("--witness-lag") && witnesses.isEmpty()) {
            throw new IllegalArgumentException("--witness-lag needs --witness");
        }
        if (treeOnly && !formerKeys.isEmpty() && checkpoints.isEmpty()) {
            throw new IllegalArgumentException("--former-vkey with --tree-only needs --checkpoint");
        }
        if (quorum != null && quorum > witnesses.size()) {
            throw new IllegalArgumentException("--witness-quorum asks for more witnesses than were named");
        }
        return new Options(export, address, tlogProof, state, every, bearer, wholeTree, quorum, key, formerKeys,
                checkpoints, witnesses, witnessLag, authority, catalogues, proofs, freshnessBound, commitDelay,
                clockSkew, maxFaults, treeOnly, progress, given);
    }

    /** Adds the option to those that were given; refuses it if it is among them, as only one of the two would count. */
    static void requireOnce(String option, Set<String> given) {
        if (!given.add(option)) {
            throw new IllegalArgumentException(option + " is given twice");
        }
    }

    private static VerifierKey witness(String text) {
        try {
            return VerifierKey.parseWitness(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--witness: " + e.getMessage(), e);
        }
    }

    private static String value(String name, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.pop();
    }

    private static Duration duration(String name, Deque<String> rest) {
        try {
            Duration duration = Duration.parse(value(name, rest));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // Falls through.
        }
        throw new IllegalArgumentException(name + " is a duration such as PT2S");
    }

    private static Duration every(String name, Deque<String> rest) {
        Duration every = duration(name, rest);
        if (every.compareTo(OFTEN) < 0) {
            throw new IllegalArgumentException(name + " is a second (PT1S) or more");
        }
        return every;
    }

    private static long positive(String name, Deque<String> rest) {
        String text = value(name, rest);
        if (!text.matches("[1-9][0-9]{0,9}")) {
            throw new IllegalArgumentException(name + " is a number from 1 up");
        }
        return Long.parseLong(text);
    }
}
