package de.handschlag.verifier;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.timestamp.TimestampToken;
import de.handschlag.verifier.tree.Sha256;

/** Whether each time stamp of the export is over its checkpoint, and made by the authority that the command line names. */
final class TimestampCheck {

    private final List<X509Certificate> authority;
    private final Faults faults;
    private final List<String> sentences = new ArrayList<>();
    private long count;

    /** @param authority its certificates; empty: signatures are not checked */
    TimestampCheck(List<X509Certificate> authority, Faults faults) {
        this.authority = authority;
        this.faults = faults;
    }

    /** To be called with the smallest checkpoint first. */
    void run(SignedCheckpoint checkpoint, byte[] reply) {
        String what = "the time stamp over " + checkpoint.size() + " entries ";
        TimestampToken token;
        try {
            token = TimestampToken.parse(reply);
        } catch (RuntimeException e) {
            faults.add(FaultKind.TIMESTAMP_FORM, null, what + "is none: " + e.getMessage());
            return;
        }
        count++;
        byte[] imprint = Sha256.newDigest().digest(checkpoint.note().text().getBytes(StandardCharsets.UTF_8));
        if (!Arrays.equals(token.imprint(), imprint)) {
            faults.add(FaultKind.TIMESTAMP_IMPRINT, null, what + "is over something else");
        }
        if (!authority.isEmpty()) {
            requireSigned(token, what);
        }
        sentences.clear();
        sentences.add(sentence(checkpoint.size(), token.time()));
    }

    private String sentence(long size, Instant time) {
        return count + " time stamps, the newest over " + size + " entries of " + time
                + (authority.isEmpty() ? "; by whom was not checked (--tsa-certificate)." : ".");
    }

    private void requireSigned(TimestampToken token, String what) {
        Optional<X509Certificate> signer = authority.stream().filter(token::names).findFirst();
        if (signer.isEmpty()) {
            faults.add(FaultKind.TIMESTAMP_CERTIFICATE, null, what + "is made with none of the given certificates");
        } else if (!token.mayBeSignedWith(signer.get())) {
            faults.add(FaultKind.TIMESTAMP_CERTIFICATE, null,
                    what + "is made with a certificate that is not for time stamps alone, or was not valid then");
        } else if (!token.isSignedWith(signer.get())) {
            faults.add(FaultKind.TIMESTAMP_SIGNATURE, null, what + "is not signed with the certificate that it names");
        }
    }

    /** After the last one. */
    void finish() {
        if (!authority.isEmpty() && count == 0) {
            faults.add(FaultKind.TIMESTAMP_MISSING, null, "no time stamp of the authority is there");
        }
    }

    /** For the summary. */
    List<String> sentences() {
        return sentences;
    }
}
