package de.handschlag.audit.chain.log;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The proof of one entry as C2SP tlog-proof has it: with the log's key it is checked without the log.
 *
 * @param hashes base64, from the leaf's sibling to the root's child
 * @param note   the checkpoint to which they lead
 * @param extra  JSON with what makes the leaf, for whoever checks; it proves nothing by itself
 */
public record TlogProof(long index, List<String> hashes, String note, String extra) {

    public static final String MEDIA_TYPE = "text/plain; charset=utf-8";

    private static final String FORM = "c2sp.org/tlog-proof@v1";

    public String text() {
        StringBuilder text = new StringBuilder(FORM).append("\nextra ")
                .append(Base64.getEncoder().encodeToString(extra.getBytes(StandardCharsets.UTF_8))).append("\nindex ")
                .append(index).append('\n');
        hashes.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(note).toString();
    }
}
