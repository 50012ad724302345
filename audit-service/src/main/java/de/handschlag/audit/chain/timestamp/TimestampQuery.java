package de.handschlag.audit.chain.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;

import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * One question to the authority, over SHA-256 of a checkpoint's signed text, and the judgement of its answer.
 *
 * @param query with a nonce that is never used twice
 */
record TimestampQuery(TimeStampRequest query) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BITS = 64;

    /** @param text the checkpoint's three lines */
    static TimestampQuery over(String text) {
        try {
            byte[] imprint = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
            // Whoever checks a token later finds in it the certificate that signed.
            generator.setCertReq(true);
            return new TimestampQuery(
                    generator.generate(TSPAlgorithms.SHA256, imprint, new BigInteger(NONCE_BITS, RANDOM)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The time in a reply that answers this question: it is granted, over this imprint, with this nonce, and signed by one of
     * these certificates, which is for time stamps and was valid at that time.
     *
     * @throws IOException if any of this does not hold; its text names which
     */
    Instant stampedAt(byte[] reply, List<X509CertificateHolder> certificates) throws IOException {
        try {
            TimeStampResponse response = new TimeStampResponse(reply);
            response.validate(query);
            TimeStampToken token = response.getTimeStampToken();
            if (token == null) {
                throw new IOException("the authority refuses: status " + response.getStatus());
            }
            X509CertificateHolder signer = certificates.stream()
                    .filter(certificate -> token.getSID().match(certificate)).findFirst()
                    .orElseThrow(() -> new IOException("the token is signed with none of the configured certificates"));
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
            return token.getTimeStampInfo().getGenTime().toInstant();
        } catch (TSPException | OperatorCreationException | CertificateException e) {
            throw new IOException("the token does not hold: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException("the reply is no time stamp: " + e.getClass().getSimpleName(), e);
        }
    }
}
