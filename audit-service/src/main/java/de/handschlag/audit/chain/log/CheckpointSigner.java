package de.handschlag.audit.chain.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.StartupEvent;

import de.handschlag.database.Sql;

/**
 * Signs checkpoints, and never two that contradict each other: before the first one it proves that everything signed so
 * far, by the database's and by the key's own memory, is a beginning of the stored tree. Used by the one sequencer.
 */
@ApplicationScoped
public class CheckpointSigner {

    private final LogSettings settings;
    private final LastSigned lastSigned;
    private @Nullable NoteKey key;
    private @Nullable Checkpoint last;
    private @Nullable FormerLog former;

    @Inject
    CheckpointSigner(LogSettings settings) {
        this(settings, new LastSigned(settings.keyFile()));
    }

    CheckpointSigner(LogSettings settings, LastSigned lastSigned) {
        this.settings = settings;
        this.lastSigned = lastSigned;
    }

    /** At the start, and not when it is first needed: a service does not run with a key that others may have. */
    void check(@Observes StartupEvent event) {
        KeyFile.requireOfOwner(settings.keyFile());
    }

    /** The log's key; made at the first call if its file is absent. */
    public synchronized NoteKey key() throws IOException {
        if (key == null) {
            key = NoteKey.readOrMake(settings.origin(), settings.keyFile());
        }
        return key;
    }

    /** The key in the form that verifiers take; empty if this replica has no key. Makes none. */
    public Optional<String> verifierKey() {
        try {
            return Files.exists(settings.keyFile()) ? Optional.of(key().verifierKey()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the log's key cannot be read", e);
        }
    }

    /**
     * The tree as stored, proven to continue what was signed.
     *
     * @throws ForkException        if it does not: an older backup, changed or removed rows, another key but that of the log that this one continues
     * @throws MissingHashException if hashes that its size implies are missing
     */
    public MerkleTree restore(Sql session) throws IOException {
        StoredTree stored = new StoredTree(session);
        long size = stored.size();
        last = null;
        former = null;
        Optional<StoredTree.SignedCheckpoint> inDatabase = stored.newestCheckpoint();
        Optional<String> besideKey = lastSigned.read();
        if (besideKey.isPresent()) {
            requireBeginning(opened(besideKey.get(), "the key file"), stored, size, "the key file");
        }
        if (inDatabase.isPresent() && besideKey.isEmpty() && settings.formerKeyFile().isPresent()) {
            former = formerOf(inDatabase.get(), FormerLog.read(settings.formerKeyFile().get()), stored, size);
        } else if (inDatabase.isPresent()) {
            Checkpoint published = opened(inDatabase.get().note(), "the database");
            requireBeginning(published, stored, size, "the database");
            // What the key file alone knows was signed before a crash and not published; it is signed again, to the byte.
            last = published;
        }
        stored.rehash(size, settings.rehashAtStart());
        return MerkleTree.restore(size, stored);
    }

    /** What is stored are the first entries of the former log, and perhaps some that it did not sign. */
    private FormerLog formerOf(StoredTree.SignedCheckpoint newest, FormerLog log, StoredTree stored, long size) {
        if (log.name().equals(settings.origin())) {
            throw new ForkException("a log that continues " + log.name() + " needs another name than that one");
        }
        Checkpoint published;
        try {
            published = SignedNote.open(newest.note(), log.key());
        } catch (IllegalArgumentException e) {
            throw new ForkException(
                    "the last checkpoint in the database is not signed by " + log.name() + ": " + e.getMessage());
        }
        requireBeginning(published, stored, size, "the database");
        if (log.last().size() <= size) {
            requireBeginning(log.last(), stored, size, "the key file of " + log.name());
        }
        return log;
    }

    /** The log's name. */
    public String origin() {
        return settings.origin();
    }

    /** The log that this one is about to continue; empty once it has signed, and for one that continues none. After {@link #restore}. */
    public Optional<FormerLog> continues() {
        return Optional.ofNullable(former);
    }

    private Checkpoint opened(String note, String where) throws IOException {
        try {
            return SignedNote.open(note, key());
        } catch (IllegalArgumentException e) {
            throw new ForkException(
                    "the last checkpoint in " + where + " is not signed by this log's key: " + e.getMessage());
        }
    }

    private void requireBeginning(Checkpoint signed, StoredTree stored, long size, String where) {
        if (signed.size() > size) {
            throw new ForkException("by " + where + " a checkpoint over " + signed.size()
                    + " entries was signed, but only " + size + " are stored: is this an older backup?");
        }
        if (!Arrays.equals(MerkleTree.restore(signed.size(), stored).root(), signed.root())) {
            throw new ForkException("the first " + signed.size() + " entries do not have the root that was signed by "
                    + where + ": rows were changed");
        }
    }

    /** Whether the tree has grown since the newest published checkpoint, or there is none yet. */
    public boolean isBehind(MerkleTree tree) {
        return last == null || tree.size() > last.size();
    }

    /**
     * Signs the tree, whose rows are committed, and publishes the checkpoint. Its time is the database's, by which the public
     * checkpoint keeps its beat.
     *
     * @throws ForkException if the tree is not the continuation of what was signed: it is smaller, or another sequencer signed
     *                       meanwhile
     */
    public void sign(MerkleTree tree, Sql session) throws IOException {
        Checkpoint checkpoint = new Checkpoint(settings.origin(), tree.size(), tree.root());
        if (last != null && checkpoint.size() <= last.size() && !checkpoint.equals(last)) {
            throw new ForkException("a checkpoint over " + last.size() + " entries was signed before");
        }
        requireNothingLaterSigned(checkpoint);
        String note = SignedNote.sign(checkpoint, key());
        lastSigned.write(note);
        last = checkpoint;
        session.update(
                "INSERT INTO log_checkpoint (tree_size, root, note, signed_at)"
                        + " VALUES (?, ?, ?, clock_timestamp()) ON CONFLICT (tree_size) DO NOTHING",
                checkpoint.size(), checkpoint.root(), note);
    }

    /** A process that was stopped here and has lost its place must not make the key forget what its successor signed. */
    private void requireNothingLaterSigned(Checkpoint checkpoint) throws IOException {
        Optional<String> note = lastSigned.read();
        if (note.isPresent()) {
            Checkpoint signed = opened(note.get(), "the key file");
            if (signed.size() > checkpoint.size()
                    || (signed.size() == checkpoint.size() && !signed.equals(checkpoint))) {
                throw new ForkException("another sequencer has signed a checkpoint over " + signed.size()
                        + " entries meanwhile, this one has " + checkpoint.size());
            }
        }
    }
}
