package de.handschlag.verifier.signature;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.erdtman.jcs.JsonCanonicalizer;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.CanonicalBase64;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.LineReader;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.payload.PayloadFile;
import de.handschlag.verifier.payload.PayloadLine;
import de.handschlag.verifier.payload.ProofLine;

/**
 * Point 6: each event bears the signature of a sender who may say it, over the canonical JSON of its payload without the members
 * {@code keyId} and {@code signature}. A pass of its own over the payloads; what is wrong with their form others name.
 */
public final class SignatureCheck {

    private static final Set<String> MEMBERS = Set.of("data", "id", "key", "keyId", "signature", "source", "time",
            "topic", "type");
    private static final String CONSENT = "/consent-service";
    private static final String REGISTRY = "/registry-service";
    private static final String AUDIT = "/audit-service";
    /** What the consent-service says on {@code consent-events}, by the beginning of its type. */
    private static final Set<String> OF_CONSENT = Set.of("de.handschlag.consent.", "de.handschlag.case.",
            "de.handschlag.secrecy.", "de.handschlag.login.", "de.handschlag.binding-code.", "de.handschlag.person.");
    private static final Map<String, Set<String>> OF_AUDIT = Map.of("de.handschlag.log.erased.v1", Set.of(AUDIT),
            "de.handschlag.log.continued.v1", Set.of(AUDIT), "de.handschlag.legal-hold.set.v1", Set.of(AUDIT),
            "de.handschlag.legal-hold.released.v1", Set.of(AUDIT), "de.handschlag.completeness.stated.v1",
            Set.of(AUDIT), "de.handschlag.log.queried.v1", Set.of(AUDIT, REGISTRY));

    private final SenderKeys keys;
    private final long unsignedBefore;
    private final Faults faults;
    private long verified;
    private long unsigned;

    /** @param unsignedBefore entries before this index may be from before events were signed */
    public SignatureCheck(SenderKeys keys, long unsignedBefore, Faults faults) {
        this.keys = keys;
        this.unsignedBefore = unsignedBefore;
        this.faults = faults;
    }

    /** Checks every payload that the export has; returns a sentence for the summary. */
    public String run(Export export) throws IOException {
        Optional<InputStream> payloads = export.read(Export.PAYLOADS);
        if (payloads.isPresent()) {
            whole(payloads.get());
        } else {
            // An erasure that the filter fits as well stands in both, and is counted in both.
            for (String path : List.of(Export.PROOFS, Export.ERASURES)) {
                Optional<InputStream> proofs = export.read(path);
                if (proofs.isPresent()) {
                    filtered(proofs.get());
                }
            }
        }
        return verified + " signatures of senders verify" + (unsigned == 0
                ? "."
                : ", " + unsigned + " events before entry " + unsignedBefore + " have none, as you said they might.");
    }

    private void whole(InputStream in) {
        try (PayloadFile payloads = new PayloadFile(in)) {
            for (boolean more = true; more;) {
                try {
                    PayloadLine line = payloads.next();
                    more = line != null;
                    if (line != null && line.payload() != null) {
                        check(line.index(), requireNonNull(line.bytes()), line.payload());
                    }
                } catch (MalformedException e) {
                    // Named with the other points.
                }
            }
        } catch (IOException e) {
            // Named with the other points.
        }
    }

    private void filtered(InputStream in) {
        try (LineReader lines = new LineReader(in)) {
            while (lines.next()) {
                ProofLine line = ProofLine.parse(lines.bytes(), lines.length());
                check(line.index(), line.bytes(), line.payload());
            }
        } catch (MalformedException | IOException e) {
            // Named with the other points.
        }
    }

    private void check(long index, byte[] bytes, JsonObject payload) {
        if (!payload.has("signature") && !payload.has("keyId")) {
            if (index < unsignedBefore) {
                unsigned++;
            } else {
                faults.add(FaultKind.EVENT_NOT_SIGNED, index, "nobody signed this event");
            }
            return;
        }
        try {
            String signature = payload.text("signature");
            String keyId = payload.text("keyId");
            String source = payload.text("source");
            String type = payload.text("type");
            String topic = payload.text("topic");
            SenderKeys.Sender sender = keys.get(keyId);
            if (sender == null) {
                faults.add(FaultKind.EVENT_SENDER, index, "signed with a key that you did not give: " + keyId);
            } else if (!payload.names().equals(MEMBERS)
                    || !verifies(sender, withoutSignature(bytes, keyId, signature), signature)) {
                faults.add(FaultKind.EVENT_SIGNATURE, index, "the sender's signature does not fit the event");
            } else if (!sender.source().equals(source)) {
                faults.add(FaultKind.EVENT_SENDER, index,
                        "it says that it is from " + source + ", and is signed by " + sender.source());
            } else if (!maySend(source, topic, type)) {
                faults.add(FaultKind.EVENT_SENDER, index, source + " may not send " + type + " on " + topic);
            } else {
                verified++;
            }
        } catch (MalformedException e) {
            faults.add(FaultKind.EVENT_SIGNATURE, index, "the signature cannot be checked: " + e.getMessage());
        }
    }

    /**
     * In canonical form the members stand in the order of their names, so that the two to be taken out stand side by side, behind the
     * data and before nothing but texts.
     */
    private static byte[] withoutSignature(byte[] payload, String keyId, String signature) throws MalformedException {
        String canonical;
        try {
            canonical = new JsonCanonicalizer(payload).getEncodedString();
        } catch (IOException | RuntimeException e) {
            throw new MalformedException("the payload has no canonical form");
        }
        String taken = ",\"keyId\":\"" + keyId + "\",\"signature\":\"" + signature + "\"";
        int at = canonical.lastIndexOf(taken);
        if (at < 0) {
            throw new MalformedException("key id and signature are not of their form");
        }
        return (canonical.substring(0, at) + canonical.substring(at + taken.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean verifies(SenderKeys.Sender sender, byte[] content, String signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(sender.key());
            verifier.update(content);
            return verifier.verify(CanonicalBase64.decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean maySend(String source, String topic, String type) {
        if (OF_CONSENT.stream().anyMatch(type::startsWith)) {
            return source.equals(CONSENT) && topic.equals("consent-events");
        }
        if (type.equals("de.handschlag.revision.enforced.v1")) {
            return source.equals(REGISTRY) && topic.equals("enforcement-receipts");
        }
        return topic.equals("access-events") && OF_AUDIT.getOrDefault(type, Set.of(REGISTRY)).contains(source);
    }
}
