package de.handschlag.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.verifier.tree.GrowingTree;
import de.handschlag.verifier.tree.Sha256;

/**
 * Measures and judges nothing: {@code deploy/benchmark verify}. One core; beside each figure
 * the limit of the same run, bare SHA-256 of the same bytes in the same number of calls.
 */
@Tag("benchmark")
class VerificationBenchmark {

    private static final int ENTRIES = Integer.getInteger("handschlag.entries", 100_000);
    private static final int ROUNDS = Integer.getInteger("handschlag.rounds", 5);

    @TempDir
    Path directory;

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, GeneralSecurityException;
    }

    @Test
    void entriesPerSecond() throws IOException, GeneralSecurityException {
        LawfulLog life = new LawfulLog();
        for (int i = 1; life.log.entries.size() < ENTRIES; i++) {
            life.person = new UUID(1, i);
            life.linked();
            UUID grant = life.given();
            for (int read = 0; read < 8; read++) {
                life.disclosed(grant);
            }
            life.after(Duration.ofSeconds(1));
        }
        int size = life.log.entries.size();
        Path export = Verified.writeDirectory(life.log.files(), directory.resolve("export"));
        Path archive = directory.resolve("export.zip");
        Verified.writeZip(life.log.files(), Files.newOutputStream(archive));
        List<byte[]> entries = life.log.entries;

        print("bare SHA-256 of the same bytes (the limit)", size, () -> bare(entries));
        print("hashing: leaves, tiles, root", size, () -> tree(entries));
        print("--tree-only, directory", size, () -> command(export, "--tree-only"));
        print("--tree-only, archive", size, () -> command(archive, "--tree-only"));
        print("all seven points, directory", size, () -> command(export));
        print("all seven points, archive", size, () -> command(archive));
    }

    private static void bare(List<byte[]> entries) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] pair = new byte[65];
        byte[] hash = new byte[32];
        for (byte[] entry : entries) {
            sha256.update((byte) 0);
            sha256.update(entry);
            sha256.digest(hash, 0, 32);
            // As many nodes as leaves, but for one.
            sha256.update(pair);
            sha256.digest(hash, 0, 32);
        }
    }

    private static void tree(List<byte[]> entries) {
        GrowingTree tree = new GrowingTree((level, number, hashes, width) -> {});
        Sha256 sha256 = new Sha256();
        byte[] hash = new byte[32];
        for (byte[] entry : entries) {
            sha256.leaf(entry, entry.length, hash, 0);
            tree.add(hash, 0);
        }
        tree.root();
    }

    private static void command(Path export, String... options) {
        Verified verified = Verified.command(export, options);
        if (verified.exitCode() != 0) {
            throw new IllegalStateException(verified.output());
        }
    }

    private static void print(String what, int size, Work work) throws IOException, GeneralSecurityException {
        List<Double> rates = new ArrayList<>();
        work.run();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            work.run();
            rates.add(size / ((System.nanoTime() - begin) / 1e9));
        }
        Collections.sort(rates);
        System.out.printf(Locale.ROOT, "%-45s %,10.0f entries/s (median of %d rounds, %,.0f to %,.0f)%n", what,
                rates.get(ROUNDS / 2), ROUNDS, rates.getFirst(), rates.getLast());
    }
}
