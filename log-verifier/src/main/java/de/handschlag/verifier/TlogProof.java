package de.handschlag.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.note.CanonicalBase64;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.tree.InclusionProof;
import de.handschlag.verifier.tree.Sha256;

/**
 * A file of C2SP tlog-proof, whose line {@code extra} is a JSON object of the texts {@code entry}, {@code payload} and {@code salt}.
 *
 * @param entry   the bytes in the tree
 * @param payload canonical JSON; null if it is not in the proof
 * @param salt    32 bytes; null with the payload
 * @param hashes  from the leaf's sibling to the root's child
 * @param note    the checkpoint
 */
record TlogProof(long index, byte[] entry, byte @Nullable [] payload, byte @Nullable [] salt, List<byte[]> hashes,
        byte[] note) {

    static final int LONGEST = 1 << 20;

    private static final String FORM = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");
    private static final int SALT = 32;

    /** @throws MalformedException with a sentence if it is anything else */
    static TlogProof parse(byte[] file) throws MalformedException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8");
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedException("there is no empty line before the checkpoint");
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        if (lines.size() < 3 || !lines.get(0).equals(FORM)) {
            throw new MalformedException("it does not begin with " + FORM + ", extra and index");
        }
        if (!lines.get(1).startsWith(EXTRA)) {
            throw new MalformedException("without the line extra nobody can tell which entry it is about");
        }
        if (!INDEX.matcher(lines.get(2)).matches()) {
            throw new MalformedException("the third line is no index");
        }
        byte[] extra = decoded(lines.get(1).substring(EXTRA.length()));
        JsonObject members = JsonObject.parse(extra, 0, extra.length);
        String payload = members.optionalText("payload");
        byte[] salt = payload == null ? null : decoded(members.text("salt"));
        if (salt != null && salt.length != SALT) {
            throw new MalformedException("a salt has 32 bytes");
        }
        return new TlogProof(Long.parseLong(lines.get(2).substring("index ".length())),
                members.text("entry").getBytes(StandardCharsets.UTF_8),
                payload == null ? null : payload.getBytes(StandardCharsets.UTF_8), salt,
                hashes(lines.subList(3, lines.size())), text.substring(blank + 2).getBytes(StandardCharsets.UTF_8));
    }

    private static List<byte[]> hashes(List<String> lines) throws MalformedException {
        List<byte[]> hashes = new ArrayList<>();
        for (String line : lines) {
            byte[] hash = decoded(line);
            if (hash.length != Sha256.LENGTH || hashes.size() == InclusionProof.LONGEST) {
                throw new MalformedException("a proof has 63 hashes of 32 bytes at most");
            }
            hashes.add(hash);
        }
        return hashes;
    }

    private static byte[] decoded(String text) throws MalformedException {
        try {
            return CanonicalBase64.decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("what should be base64 is none");
        }
    }
}
