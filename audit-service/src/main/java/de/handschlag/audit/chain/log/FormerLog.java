package de.handschlag.audit.chain.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log that this one continues, as its key's own memory has it: its database went back to a backup, so that it can never sign again (ADR 59).
 *
 * @param note its last checkpoint, as it was signed
 */
public record FormerLog(NoteKey key, Checkpoint last, String note) {

    /**
     * Reads the key and what stands beside it.
     *
     * @throws ForkException if what stands there is not signed by the key
     * @throws IOException   if one of the files cannot be read
     */
    static FormerLog read(Path keyFile) throws IOException {
        String note = new LastSigned(keyFile).read()
                .orElseThrow(() -> new IOException("beside " + keyFile + " stands nothing that was signed"));
        if (!Files.exists(keyFile)) {
            throw new IOException(keyFile + " does not exist");
        }
        int end = note.indexOf('\n');
        NoteKey key = NoteKey.readOrMake(end < 0 ? note : note.substring(0, end), keyFile);
        try {
            return new FormerLog(key, SignedNote.open(note, key), note);
        } catch (IllegalArgumentException e) {
            throw new ForkException(
                    "the last checkpoint beside " + keyFile + " is not signed by it: " + e.getMessage());
        }
    }

    String name() {
        return key.name();
    }
}
