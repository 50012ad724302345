package de.handschlag.verifier.completeness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.note.CanonicalBase64;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.tree.Sha256;

/**
 * A proof as the audit-service gives it.
 *
 * @param all   every entry about the person; otherwise those that the person may be shown
 * @param blind null if there are no entries
 * @param leaf  null if there are no entries
 */
public record CompletenessProof(String origin, UUID person, boolean all, long entry, long size, Instant statedAt,
        long leaves, byte[] root, String keyId, byte[] personHash, long count, List<Long> indices,
        byte @Nullable [] blind, @Nullable Leaf leaf, List<Leaf> neighbours) {

    private static final String FORMAT = "handschlag-completeness/1";

    /** A leaf and its way to the root. */
    public record Leaf(long position, byte[] personHash, byte[] commitment, List<byte[]> path) {

        private static Leaf of(JsonObject leaf) throws MalformedException {
            List<byte[]> path = new ArrayList<>();
            for (String hash : leaf.texts("path")) {
                path.add(hash("path", hash));
            }
            return new Leaf(leaf.number("position"), hash("personHash", leaf.text("personHash")),
                    hash("commitment", leaf.text("commitment")), path);
        }
    }

    /** @throws MalformedException if it is no such proof */
    public static CompletenessProof parse(byte[] bytes) throws MalformedException {
        JsonObject proof = JsonObject.parse(bytes, 0, bytes.length);
        if (!proof.text("format").equals(FORMAT)) {
            throw new MalformedException("not of the form " + FORMAT);
        }
        String scope = proof.text("scope");
        if (!scope.equals("all") && !scope.equals("shown")) {
            throw new MalformedException("scope is neither all nor shown");
        }
        long size = proof.number("size");
        List<Long> indices = proof.numbers("indices");
        long previous = -1;
        for (long index : indices) {
            if (index <= previous || index >= size) {
                throw new MalformedException("indices are not ascending, or reach beyond the size");
            }
            previous = index;
        }
        List<Leaf> neighbours = new ArrayList<>();
        for (JsonObject neighbour : proof.objects("neighbours")) {
            neighbours.add(Leaf.of(neighbour));
        }
        String blind = proof.optionalText("blind");
        return new CompletenessProof(proof.text("origin"), proof.uuid("dataSubjectId"), scope.equals("all"),
                proof.number("entry"), size, proof.time("statedAt"), proof.number("leaves"),
                hash("root", proof.text("root")), proof.text("keyId"), hash("personHash", proof.text("personHash")),
                proof.number("count"), indices, blind == null ? null : hash("blind", blind),
                proof.has("leaf") ? Leaf.of(proof.object("leaf")) : null, neighbours);
    }

    private static byte[] hash(String name, String base64) throws MalformedException {
        try {
            byte[] hash = CanonicalBase64.decode(base64);
            if (hash.length == Sha256.LENGTH) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // Falls through.
        }
        throw new MalformedException(name + " is not 32 bytes in base64");
    }
}
