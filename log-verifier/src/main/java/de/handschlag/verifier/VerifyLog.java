package de.handschlag.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.RemoteLog;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.History.Erasure;
import de.handschlag.verifier.lawfulness.Judged;
import de.handschlag.verifier.note.SignedCheckpoint;

/** The command. */
public final class VerifyLog {

    static final int GOOD = 0;
    static final int FAULTY = 1;
    static final int UNREADABLE = 2;
    static final int NOTHING_JUDGED = 3;
    private static final int LONGEST_TOKEN = 1 << 14;

    private VerifyLog() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out, System.err, arguments));
    }

    /** The same without the end of the process: the exit code is returned. */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        if (Arrays.asList(arguments).contains("--help") || Arrays.asList(arguments).contains("-h")) {
            out.print(Options.USAGE);
            return GOOD;
        }
        Options options;
        SignatureOptions signatures;
        try {
            signatures = SignatureOptions.take(arguments);
            options = Options.parse(signatures);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "; see --help");
            return UNREADABLE;
        }
        Boolean wanted = options.progress();
        ProgressBar progress = new ProgressBar(err,
                wanted != null ? wanted : System.console() != null && System.console().isTerminal());
        Judged judged = new Judged();
        URI address = options.address();
        if (address != null) {
            return monitor(out, err, options, address, progress);
        }
        Path proof = options.tlogProof();
        if (proof != null) {
            return proof(out, err, options, proof);
        }
        Faults faults = new Faults(options.maxFaults(), fault -> {
            progress.interrupt();
            out.println(printable(fault.toString()));
        });
        try (Export export = Export.open(options.export())) {
            boolean filtered = export.read(Export.FILTERED_MANIFEST).isPresent();
            Optional<String> refusal = filtered ? Subject.FILTERED_EXPORT.refusal(options.given()) : Optional.empty();
            if (refusal.isPresent()) {
                err.println(refusal.get());
                return UNREADABLE;
            }
            out.println(printable(signatures.check(export, faults)));
            if (filtered) {
                new FilteredVerification(options, export, faults, progress).run()
                        .ifPresent(done -> summary(out, options, done));
            } else {
                Optional<Verification.Outcome> outcome = new Verification(options, export, faults, progress).run();
                outcome.ifPresent(done -> summary(out, options, done));
                judged = outcome.map(Verification.Outcome::judged).orElse(judged);
            }
            export.flaws().forEach(flaw -> faults.add(FaultKind.ARCHIVE, null, flaw));
        } catch (Faults.TooManyException e) {
            out.println(e.getMessage());
        } catch (IOException e) {
            err.println(printable("cannot be read: " + e.getMessage()));
            return UNREADABLE;
        } catch (OutOfMemoryError e) {
            // Only the grants are held in memory; a log of so many, real or pretended, needs more.
            err.println("not enough memory for this log's grants; give java more, for instance -Xmx4g");
            return UNREADABLE;
        }
        return verdict(out, faults.count(), judged);
    }

    private static int proof(PrintStream out, PrintStream err, Options options, Path file) {
        Faults faults = new Faults(options.maxFaults(), fault -> out.println(printable(fault.toString())));
        try {
            new TlogProofCheck(options, faults, out).run(file);
        } catch (Faults.TooManyException e) {
            out.println(e.getMessage());
        } catch (IOException e) {
            err.println(printable("cannot be read: " + e.getMessage()));
            return UNREADABLE;
        }
        return verdict(out, faults.count(), new Judged());
    }

    /** Looks at a running log, once or again and again until something is wrong. */
    private static int monitor(PrintStream out, PrintStream err, Options options, URI address, ProgressBar progress) {
        while (true) {
            Faults faults = new Faults(options.maxFaults(), fault -> {
                progress.interrupt();
                out.println(printable(fault.toString()));
            });
            boolean reached = false;
            try (Export log = new RemoteLog(address, bearer(options.bearer()))) {
                new LogMonitor(options, log, faults, progress, out).look();
                reached = true;
            } catch (Faults.TooManyException e) {
                out.println(e.getMessage());
            } catch (IOException | IllegalArgumentException e) {
                err.println(printable("cannot be read: " + e.getMessage()));
            }
            Duration every = options.every();
            if (faults.count() > 0) {
                out.println("NOT GOOD: " + faults.count() + (faults.count() == 1 ? " fault." : " faults."));
                return FAULTY;
            }
            if (reached) {
                out.println(LogMonitor.aboutTheKey(options));
                out.println("Good: no fault in the tree; what it commits to was not looked at.");
            }
            if (every == null) {
                return reached ? GOOD : UNREADABLE;
            }
            try {
                Thread.sleep(every);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return UNREADABLE;
            }
        }
    }

    private static @Nullable String bearer(@Nullable Path file) throws IOException {
        return file == null
                ? null
                : new String(ExportReader.small(file, LONGEST_TOKEN), StandardCharsets.UTF_8).strip();
    }

    /** The last line, and the exit code that says the same. */
    private static int verdict(PrintStream out, long faults, Judged judged) {
        if (faults > 0) {
            out.println("NOT GOOD: " + faults + (faults == 1 ? " fault." : " faults."));
            return FAULTY;
        }
        if (judged.isWhole()) {
            out.println("Good: no fault.");
            return GOOD;
        }
        String rest = judged.erasedAccesses() + " payloads of accesses were erased, and " + judged.unprovable() + " of "
                + judged.disclosures() + " disclosures rest on what was erased";
        if (judged.isNothing()) {
            out.println("NOTHING JUDGED: no fault, but no disclosure could be judged: " + rest + ".");
            return NOTHING_JUDGED;
        }
        out.println("Good as far as it can be judged: no fault. Not judged: " + rest + ".");
        return GOOD;
    }

    private static void summary(PrintStream out, Options options, SignedCheckpoint checkpoint) {
        out.println(printable("Log " + checkpoint.origin() + ", " + checkpoint.size() + " entries, held against "
                + (options.key() == null
                        ? "the key inside of the export. Get the key from the operator in person and give it with"
                                + " --vkey: this run shows only that the export agrees with itself."
                        : "the key that you gave.")));
    }

    private static void summary(PrintStream out, Options options, FilteredVerification.Outcome outcome) {
        summary(out, options, outcome.checkpoint());
        out.println(printable("A filtered export: " + outcome.entries() + " entries and " + outcome.erasures()
                + " erasures. " + outcome.manifest().statement()));
        out.println("That these are all entries that fit, and whether each disclosure was lawful, only an export of the"
                + " whole log shows.");
        out.println(outcome.compared() + " of " + options.checkpoints().size()
                + " earlier checkpoints could be compared:" + " without the whole tree only one of the same size can.");
    }

    private static void summary(PrintStream out, Options options, Verification.Outcome outcome) {
        summary(out, options, outcome.checkpoint());
        out.println(options.checkpoints().isEmpty()
                ? "No earlier checkpoint was given (--checkpoint): this run does not show that nothing was removed since."
                : options.checkpoints().size() + " earlier checkpoints were compared.");
        outcome.attestations().forEach(sentence -> out.println(printable(sentence)));
        if (outcome.withPayloads()) {
            Judged judged = outcome.judged();
            judged.continued().forEach(sentence -> out.println(printable(sentence)));
            out.println(judged.disclosures() + " disclosures judged (" + judged.disclosures(Judged.By.GRANT)
                    + " by grants, " + judged.disclosures(Judged.By.NORM) + " by a norm, "
                    + judged.disclosures(Judged.By.EMERGENCY) + " in an emergency, "
                    + judged.disclosures(Judged.By.NOTHING) + " by nothing), " + outcome.erased() + " payloads erased ("
                    + judged.erased(Erasure.RETENTION) + " by their age, " + judged.erased(Erasure.PERSON)
                    + " of erased persons), " + judged.unprovableGrants()
                    + " disclosures on grants that were erased since, "
                    + (judged.unprovable() - judged.unprovableGrants()) + " on other things that were.");
        } else {
            out.println("The tree alone was checked (--tree-only), not what it commits to.");
        }
        outcome.proofs().forEach(proof -> out.println(printable(proof.summary())));
    }

    /** Texts of the export must not steer the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{C}", "\uFFFD");
    }
}
