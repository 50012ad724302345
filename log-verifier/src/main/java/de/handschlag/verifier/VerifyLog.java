package de.handschlag.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;

/** The command. */
public final class VerifyLog {

    static final int GOOD = 0;
    static final int FAULTY = 1;
    static final int UNREADABLE = 2;

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
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage() + "; see --help");
            return UNREADABLE;
        }
        Boolean wanted = options.progress();
        ProgressBar progress = new ProgressBar(err,
                wanted != null ? wanted : System.console() != null && System.console().isTerminal());
        Faults faults = new Faults(options.maxFaults(), fault -> {
            progress.interrupt();
            out.println(printable(fault.toString()));
        });
        try (Export export = Export.open(options.export())) {
            if (export.read(Export.FILTERED_MANIFEST).isPresent()) {
                new FilteredVerification(options, export, faults, progress).run()
                        .ifPresent(done -> summary(out, options, done));
            } else {
                new Verification(options, export, faults, progress).run()
                        .ifPresent(done -> summary(out, options, done));
            }
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
        out.println(faults.count() == 0
                ? "Good: no fault."
                : "NOT GOOD: " + faults.count() + (faults.count() == 1 ? " fault." : " faults."));
        return faults.count() == 0 ? GOOD : FAULTY;
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
        out.println(outcome.withPayloads()
                ? outcome.disclosures() + " disclosures judged, " + outcome.erased() + " payloads erased, "
                        + outcome.unprovable() + " disclosures on grants that were erased since."
                : "The tree alone was checked (--tree-only), not what it commits to.");
        outcome.proofs().forEach(proof -> out.println(printable(proof.summary())));
    }

    /** Texts of the export must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "\uFFFD");
    }
}
