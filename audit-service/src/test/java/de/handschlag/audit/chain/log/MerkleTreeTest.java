package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Merkle tree (RFC 6962)")
class MerkleTreeTest {

    /** The eight inputs of Certificate Transparency's own tests, and the roots of the trees of the first one to eight. */
    private static final List<byte[]> INPUTS = Stream
            .of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex).toList();
    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static List<byte[]> entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Test
    void emptyTreeHasTheHashOfNothing() {
        assertThat(Base64.getEncoder().encodeToString(MerkleTree.empty().root()))
                .isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void standardInputsHaveTheirKnownRoots() {
        MemoryTiles tiles = new MemoryTiles();
        for (int i = 0; i < INPUTS.size(); i++) {
            tiles.append(INPUTS.get(i));
            assertThat(HexFormat.of().formatHex(tiles.tree.root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void standardInputsHaveTheirKnownProofs() {
        MemoryTiles tiles = new MemoryTiles();
        INPUTS.forEach(tiles::append);
        TreeProofs proofs = new TreeProofs(8, tiles);

        assertThat(proofs.inclusion(0)).extracting(HexFormat.of()::formatHex).containsExactly(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(proofs.inclusion(5)).extracting(HexFormat.of()::formatHex).containsExactly(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(proofs.consistency(6)).extracting(HexFormat.of()::formatHex).containsExactly(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void rootIsThatOfTheRfcAtEverySizeAndAfterEveryRestart() {
        List<byte[]> entries = entries(600);
        MemoryTiles tiles = new MemoryTiles();
        for (int size = 1; size <= entries.size(); size++) {
            tiles.append(entries.get(size - 1));
            byte[] expected = NaiveTree.root(entries.subList(0, size));
            assertThat(tiles.tree.root()).as("size %d", size).isEqualTo(expected);
            assertThat(MerkleTree.restore(size, tiles).root()).as("restored at %d", size).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 70_000})
    void proofsConvinceAnIndependentVerifierAndNoOther(int size) {
        List<byte[]> entries = entries(size);
        MemoryTiles tiles = new MemoryTiles();
        entries.forEach(tiles::append);
        byte[] root = NaiveTree.root(entries);
        TreeProofs proofs = new TreeProofs(size, tiles);

        assertThat(tiles.tree.root()).isEqualTo(root);
        assertThat(MerkleTree.restore(size, tiles).root()).isEqualTo(root);
        for (int index : new int[]{0, 1, size / 3, size / 2, size - 2, size - 1}) {
            if (index >= 0 && index < size) {
                byte[] leaf = NaiveTree.sha256(new byte[]{0}, entries.get(index));
                List<byte[]> proof = proofs.inclusion(index);
                assertThat(NaiveTree.includes(leaf, index, size, proof, root)).as("index %d", index).isTrue();
                assertThat(NaiveTree.includes(NaiveTree.sha256(leaf), index, size, proof, root)).isFalse();
            }
        }
        for (int old : new int[]{1, size / 3, size / 2, 256, size - 1, size}) {
            if (old >= 1 && old <= size) {
                byte[] oldRoot = NaiveTree.root(entries.subList(0, old));
                assertThat(NaiveTree.continues(old, oldRoot, size, root, proofs.consistency(old))).as("from %d", old)
                        .isTrue();
                assertThat(NaiveTree.continues(old, NaiveTree.sha256(oldRoot), size, root, proofs.consistency(old)))
                        .isFalse();
            }
        }
    }

    @Test
    void missingHashIsNamed() {
        MemoryTiles tiles = new MemoryTiles();
        entries(300).forEach(tiles::append);

        assertThatThrownBy(() -> MerkleTree.restore(301, tiles)).isInstanceOf(MissingHashException.class)
                .hasMessage("of 45 hashes from 256 at tile level 0 only 44 are stored");
    }

    @Test
    void noProofForWhatIsNotThere() {
        TreeProofs proofs = new TreeProofs(8, new MemoryTiles());

        assertThatThrownBy(() -> proofs.inclusion(8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proofs.consistency(9)).isInstanceOf(IllegalArgumentException.class);
    }
}
