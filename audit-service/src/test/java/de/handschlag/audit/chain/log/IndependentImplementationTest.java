package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorParseException;

@DisplayName("G4 sigstore-java, which nobody here wrote, accepts our checkpoints and proofs and refuses tampered ones")
class IndependentImplementationTest {

    private final NoteKey key = NoteKey.generate("log.example/audit");

    private static byte[] entry(int index) {
        return ("entry " + index).getBytes(StandardCharsets.UTF_8);
    }

    private static MemoryTiles tree(int size) {
        MemoryTiles tiles = new MemoryTiles();
        for (int i = 0; i < size; i++) {
            tiles.append(entry(i));
        }
        return tiles;
    }

    private RekorEntry.Checkpoint checkpoint(MemoryTiles tiles, int size) throws RekorParseException {
        return Checkpoints.from(SignedNote.sign(new Checkpoint(key.name(), size, tiles.tree.root()), key));
    }

    private boolean isSigned(RekorEntry.Checkpoint checkpoint, String text) throws GeneralSecurityException {
        PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(
                HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key.rawPublic()))));
        RekorEntry.CheckpointSignature signature = checkpoint.getSignatures().getFirst();
        assertThat(signature.getIdentity()).isEqualTo(key.name());
        assertThat(signature.getKeyHint()).isEqualTo(key.keyId());
        return Verifiers.newVerifier(publicKey).verify(text.getBytes(StandardCharsets.UTF_8), signature.getSignature());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000})
    void checkpoints(int size) throws RekorParseException, GeneralSecurityException {
        RekorEntry.Checkpoint checkpoint = checkpoint(tree(size), size);

        assertThat(checkpoint.getOrigin()).isEqualTo("log.example/audit");
        assertThat(checkpoint.getSize()).isEqualTo(size);
        assertThat(isSigned(checkpoint, checkpoint.getSignedData())).isTrue();
        assertThat(isSigned(checkpoint, checkpoint.getSignedData().replace("\n" + size + "\n", "\n3\n"))).isFalse();
    }

    @Test
    void noteWithoutSignatureIsRefused() {
        String text = new Checkpoint(key.name(), 0, MerkleTree.empty().root()).text();

        assertThatThrownBy(() -> Checkpoints.from(text)).isInstanceOf(RekorParseException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000})
    void inclusionProofs(int size) throws Exception {
        MemoryTiles tiles = tree(size);
        byte[] root = Base64.getDecoder().decode(checkpoint(tiles, size).getBase64Hash());
        TreeProofs proofs = new TreeProofs(size, tiles);
        for (int index : Arrays.stream(new int[]{0, 1, size / 3, size / 2, size - 2, size - 1}).distinct()
                .filter(i -> i >= 0 && i < size).toArray()) {
            byte[] leaf = leaf(entry(index));
            List<byte[]> proof = proofs.inclusion(index);
            InclusionProofVerifier.verify(leaf, index, size, proof, root);

            mustFail(leaf(entry(index + 1)), index, size, proof, root);
            mustFail(leaf, index, size, proof, leaf(root));
            if (size > 1) {
                mustFail(leaf, (index + 1) % size, size, proof, root);
                mustFail(leaf, index, size, proof.subList(0, proof.size() - 1), root);
                List<byte[]> tampered = new ArrayList<>(proof);
                tampered.set(index % proof.size(), leaf);
                mustFail(leaf, index, size, tampered, root);
            }
        }
    }

    private static void mustFail(byte[] leaf, int index, int size, List<byte[]> proof, byte[] root) {
        assertThatThrownBy(() -> InclusionProofVerifier.verify(leaf, index, size, proof, root))
                .isInstanceOf(InclusionProofVerificationException.class);
    }

    private static byte[] leaf(byte[] entry) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) 0);
        return sha256.digest(entry);
    }
}
