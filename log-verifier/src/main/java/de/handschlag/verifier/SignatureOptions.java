package de.handschlag.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.signature.SenderKeys;
import de.handschlag.verifier.signature.SignatureCheck;

/**
 * What the command line says about the senders of events.
 *
 * @param keys           file with their public keys; null: signatures of senders are not checked
 * @param unsignedBefore index of the first entry that must be signed
 * @param given          names of those of these options that were given
 * @param rest           all other arguments
 */
record SignatureOptions(@Nullable Path keys, long unsignedBefore, Set<String> given, String[] rest) {

    /** @throws IllegalArgumentException with a sentence for the user */
    static SignatureOptions take(String[] arguments) {
        Path keys = null;
        long unsignedBefore = 0;
        Set<String> given = new TreeSet<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--event-keys") || argument.equals("--unsigned-before")) {
                Options.requireOnce(argument, given);
            }
            switch (argument) {
                case "--event-keys" -> keys = Path.of(value(arguments, i++));
                case "--unsigned-before" -> {
                    String index = value(arguments, i++);
                    if (!index.matches("[0-9]{1,18}")) {
                        throw new IllegalArgumentException("--unsigned-before is the index of an entry");
                    }
                    unsignedBefore = Long.parseLong(index);
                }
                default -> rest.add(argument);
            }
        }
        if (keys == null && !given.isEmpty()) {
            throw new IllegalArgumentException("--unsigned-before needs --event-keys");
        }
        return new SignatureOptions(keys, unsignedBefore, given, rest.toArray(String[]::new));
    }

    private static String value(String[] arguments, int at) {
        if (at + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[at] + " needs a value");
        }
        return arguments[at + 1];
    }

    /**
     * Checks who said what the export holds; returns a sentence for the summary.
     *
     * @throws IOException if the file of keys cannot be read or is none
     */
    String check(Export export, Faults faults) throws IOException {
        if (keys == null) {
            return "No senders' keys were given (--event-keys): this run does not show who said what the log holds.";
        }
        try {
            return new SignatureCheck(SenderKeys.parse(Files.readString(keys, StandardCharsets.US_ASCII)),
                    unsignedBefore, faults).run(export);
        } catch (IllegalArgumentException e) {
            throw new IOException(keys + ": " + e.getMessage(), e);
        }
    }
}
