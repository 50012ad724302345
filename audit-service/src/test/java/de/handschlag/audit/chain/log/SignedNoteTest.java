package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signed notes (C2SP signed-note, tlog-checkpoint)")
class SignedNoteTest {

    @TempDir
    Path directory;

    /** The key of the signed note package's own documentation (golang.org/x/mod/sumdb/note). */
    private NoteKey documentedKey() throws IOException {
        byte[] typedSeed = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
        byte[] pkcs8 = HexFormat.of().parseHex(
                "302e020100300506032b657004220420" + HexFormat.of().formatHex(Arrays.copyOfRange(typedSeed, 1, 33)));
        Path file = directory.resolve("documented.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return NoteKey.readOrMake("PeterNeumann", file);
    }

    @Test
    void documentedKeyHasItsPublishedVerifierKey() throws IOException {
        assertThat(documentedKey().verifierKey())
                .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    @Test
    void documentedTextHasItsPublishedSignature() throws IOException {
        String text = "If you think cryptography is the answer to your problem,\n"
                + "then you don't know what your problem is.\n";

        assertThat(SignedNote.signatureLine(text, documentedKey()))
                .isEqualTo("— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
                        + "Zb6KE6RyyBwJnAM=\n");
    }

    @Test
    void checkpointIsThreeLinesAnEmptyOneAndASignature() {
        NoteKey key = NoteKey.generate("log.example/audit");
        Checkpoint checkpoint = new Checkpoint("log.example/audit", 0, MerkleTree.empty().root());

        String note = SignedNote.sign(checkpoint, key);

        assertThat(note).startsWith(
                "log.example/audit\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n" + "— log.example/audit ")
                .endsWith("\n");
        assertThat(note.lines()).hasSize(5);
        byte[] signature = Base64.getDecoder()
                .decode(note.lines().toList().get(4).substring("— log.example/audit ".length()));
        assertThat(signature).hasSize(68).startsWith(key.keyId());
        assertThat(SignedNote.open(note, key)).isEqualTo(checkpoint);
    }

    @Test
    @DisplayName("What is signed beside checkpoints cannot be taken for one")
    void otherTextIsNoCheckpoint() {
        NoteKey key = NoteKey.generate("log.example/audit");

        assertThatThrownBy(() -> SignedNote.open(SignedNote.sign("Something else\nof this log\n{}\n", key), key))
                .isInstanceOf(IllegalArgumentException.class);
        for (String text : new String[]{"log.example/audit\n1\nroot\n", "no line feed", "an empty\n\nline\n", "\n",
                "a carriage\rreturn\n"}) {
            assertThatThrownBy(() -> SignedNote.sign(text, key)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void changedNoteAndOtherKeyAreRefused() {
        NoteKey key = NoteKey.generate("log.example/audit");
        String note = SignedNote.sign(new Checkpoint("log.example/audit", 7, new byte[32]), key);

        assertThatThrownBy(() -> SignedNote.open(note.replace("\n7\n", "\n8\n"), key))
                .hasMessage("the note's signature is wrong");
        assertThatThrownBy(() -> SignedNote.open(note, NoteKey.generate("log.example/audit")))
                .hasMessage("the note is not signed by the key log.example/audit");
        assertThatThrownBy(() -> SignedNote.open("7\n", key)).hasMessage("not a signed note");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\nb", "a\u00a0b"})
    void originWithoutMeaningIsRefused(String origin) {
        assertThatThrownBy(() -> NoteKey.generate(origin)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyIsMadeOnceAndForItsOwnerOnly() throws IOException {
        Path file = directory.resolve("keys/log-key.pem");

        NoteKey made = NoteKey.readOrMake("log.example/audit", file);
        NoteKey read = NoteKey.readOrMake("log.example/audit", file);

        assertThat(read.verifierKey()).isEqualTo(made.verifierKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    @DisplayName("A key that others than its owner can read or write is not used")
    void keyThatOthersReadIsRefused(String mode) throws IOException {
        Path file = directory.resolve("open.pem");
        NoteKey.readOrMake("log.example/audit", file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> NoteKey.readOrMake("log.example/audit", file))
                .hasMessage("The key file " + file + " is open to others than its owner: chmod 600");
    }

    @Test
    void fileWithoutKeyIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("no-key.pem"), "nothing");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> NoteKey.readOrMake("log.example/audit", file)).isInstanceOf(IOException.class)
                .hasMessageEndingWith("no-key.pem holds no PKCS#8 private key in PEM");
    }
}
