package de.handschlag.verifier.payload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import de.handschlag.verifier.note.CanonicalBase64;
import de.handschlag.verifier.tree.InclusionProof;
import de.handschlag.verifier.tree.Sha256;

/**
 * One line of a filtered export's proofs: {@code {"index","entry","salt","payload","proof"}}.
 *
 * @param entry   the bytes in the tree
 * @param salt    32 bytes
 * @param bytes   the payload as the line has it
 * @param payload the same, parsed
 * @param proof   hashes from the leaf to the root
 */
public record ProofLine(long index, byte[] entry, byte[] salt, byte[] bytes, JsonObject payload, List<byte[]> proof) {

    /** @throws MalformedException if the line is anything else */
    public static ProofLine parse(byte[] line, int length) throws MalformedException {
        long index = -1;
        byte[] entry = null;
        byte[] salt = null;
        byte[] bytes = null;
        JsonObject payload = null;
        List<byte[]> proof = null;
        try (JsonParser parser = JsonObject.factory().createParser(line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("no JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                    index = parser.getLongValue();
                } else if (name.equals("entry") && value == JsonToken.VALUE_STRING) {
                    entry = parser.getText().getBytes(StandardCharsets.UTF_8);
                } else if (name.equals("salt") && value == JsonToken.VALUE_STRING) {
                    salt = CanonicalBase64.decode(parser.getText());
                } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    payload = JsonObject.object(parser);
                    bytes = Arrays.copyOfRange(line, from, (int) parser.currentLocation().getByteOffset());
                } else if (name.equals("proof") && value == JsonToken.START_ARRAY) {
                    proof = hashes(parser);
                } else {
                    throw new MalformedException("a member that does not belong there");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedException("something follows the JSON object");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException("no valid JSON, or a salt or hash that is no base64");
        }
        return whole(index, entry, salt, bytes, payload, proof);
    }

    private static ProofLine whole(long index, byte @Nullable [] entry, byte @Nullable [] salt, byte @Nullable [] bytes,
            @Nullable JsonObject payload, @Nullable List<byte[]> proof) throws MalformedException {
        if (index < 0 || entry == null || salt == null || salt.length != 32 || bytes == null || payload == null
                || proof == null) {
            throw new MalformedException("index, entry, a salt of 32 bytes, payload and proof are expected");
        }
        return new ProofLine(index, entry, salt, bytes, payload, proof);
    }

    private static List<byte[]> hashes(JsonParser parser) throws IOException, MalformedException {
        List<byte[]> hashes = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            byte[] hash = parser.currentToken() == JsonToken.VALUE_STRING
                    ? CanonicalBase64.decode(parser.getText())
                    : new byte[0];
            if (hash.length != Sha256.LENGTH || hashes.size() == InclusionProof.LONGEST) {
                throw new MalformedException("a proof has 63 hashes of 32 bytes at most");
            }
            hashes.add(hash);
        }
        return hashes;
    }
}
