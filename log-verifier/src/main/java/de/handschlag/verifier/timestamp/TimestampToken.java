package de.handschlag.verifier.timestamp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The token in a granted reply of a time-stamping authority (RFC 3161, section 2.4.2). */
public final class TimestampToken {

    private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
    private static final String TIMESTAMP_INFO = "1.2.840.113549.1.9.16.1.4";
    private static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";
    private static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
    private static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String FOR_TIME_STAMPS = "1.3.6.1.5.5.7.3.8";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private static final Map<String, String> DIGESTS = Map.of(SHA_256, "SHA-256", "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");
    private static final Map<String, String> SIGNATURES = Map.of("1.2.840.113549.1.1.11", "SHA256withRSA",
            "1.2.840.113549.1.1.12", "SHA384withRSA", "1.2.840.113549.1.1.13", "SHA512withRSA", "1.2.840.10045.4.3.2",
            "SHA256withECDSA", "1.2.840.10045.4.3.3", "SHA384withECDSA", "1.2.840.10045.4.3.4", "SHA512withECDSA",
            "1.3.101.112", "Ed25519");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendPattern("uuuuMMddHHmmss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).appendLiteral('Z').toFormatter();

    /** What is stamped and when; its digest is one of the attributes. */
    private final byte[] info;
    private final byte[] imprint;
    private final Instant time;
    /** What the signature covers. */
    private final byte[] signedAttributes;
    private final Map<String, Der> attributes;
    private final String digest;
    private final String algorithm;
    private final byte[] signature;

    private TimestampToken(byte[] info, Der signerInfo) {
        this.info = info;
        Der content = Der.parse(info).as(Der.SEQUENCE);
        Der messageImprint = content.child(2, Der.SEQUENCE);
        Der.require(messageImprint.child(0, Der.SEQUENCE).child(0, Der.OBJECT_IDENTIFIER).objectIdentifier()
                .equals(SHA_256), "the imprint is not made with SHA-256");
        imprint = messageImprint.child(1, Der.OCTET_STRING).value();
        time = time(new String(content.child(4, Der.GENERALIZED_TIME).value(), StandardCharsets.US_ASCII));

        String digestIdentifier = identifier(signerInfo.child(2, Der.SEQUENCE));
        digest = DIGESTS.getOrDefault(digestIdentifier, "");
        Der.require(!digest.isEmpty(), "signed over a digest that is not known: " + digestIdentifier);
        Der signed = signerInfo.child(3, Der.CONTEXT_0);
        signedAttributes = signed.encoded();
        // Signed as the SET that they are, not under the tag that they have in the token (RFC 5652, section 5.4).
        signedAttributes[0] = Der.SET;
        attributes = new HashMap<>();
        for (Der attribute : signed.children()) {
            Der values = attribute.as(Der.SEQUENCE).child(1, Der.SET);
            Der.require(values.children().size() == 1
                    && attributes.put(attribute.child(0, Der.OBJECT_IDENTIFIER).objectIdentifier(),
                            values.children().getFirst()) == null,
                    "an attribute has more than one value");
        }
        String identifier = identifier(signerInfo.child(4, Der.SEQUENCE));
        algorithm = identifier.equals(RSA)
                ? digest.replace("-", "") + "withRSA"
                : SIGNATURES.getOrDefault(identifier, "");
        Der.require(!algorithm.isEmpty(), "signed in a way that is not known: " + identifier);
        signature = signerInfo.child(5, Der.OCTET_STRING).value();
    }

    /**
     * The token in a reply.
     *
     * @throws IllegalArgumentException if the reply is not granted, or is not of its form
     */
    public static TimestampToken parse(byte[] reply) {
        Der response = Der.parse(reply).as(Der.SEQUENCE);
        int status = response.child(0, Der.SEQUENCE).child(0, Der.INTEGER).integer().intValueExact();
        Der.require(status == 0 || status == 1, "the authority refused, status " + status);
        Der token = response.child(1, Der.SEQUENCE);
        Der.require(token.child(0, Der.OBJECT_IDENTIFIER).objectIdentifier().equals(SIGNED_DATA), "it is not signed");
        Der signedData = token.child(1, Der.CONTEXT_0).child(0, Der.SEQUENCE);
        Der encapsulated = signedData.child(2, Der.SEQUENCE);
        Der.require(encapsulated.child(0, Der.OBJECT_IDENTIFIER).objectIdentifier().equals(TIMESTAMP_INFO),
                "what is signed is no time stamp");
        byte[] info = encapsulated.child(1, Der.CONTEXT_0).child(0, Der.OCTET_STRING).value();
        List<Der> signers = signedData.children().getLast().as(Der.SET).children();
        Der.require(signers.size() == 1, "not signed by exactly one");
        return new TimestampToken(info, signers.getFirst().as(Der.SEQUENCE));
    }

    private static String identifier(Der algorithm) {
        return algorithm.child(0, Der.OBJECT_IDENTIFIER).objectIdentifier();
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time is none", e);
        }
    }

    /** SHA-256 of what is stamped. */
    public byte[] imprint() {
        return imprint.clone();
    }

    /** The authority's clock. */
    public Instant time() {
        return time;
    }

    /** Whether the token says that this certificate signed it (RFC 5035); the signature covers that too. */
    public boolean names(X509Certificate certificate) {
        try {
            Der second = attributes.get(SIGNING_CERTIFICATE_V2);
            if (second != null) {
                Der id = second.child(0, Der.SEQUENCE).child(0, Der.SEQUENCE);
                boolean withAlgorithm = id.children().getFirst().tag() == Der.SEQUENCE;
                String name = withAlgorithm ? DIGESTS.get(identifier(id.child(0, Der.SEQUENCE))) : "SHA-256";
                return name != null && Arrays.equals(id.child(withAlgorithm ? 1 : 0, Der.OCTET_STRING).value(),
                        MessageDigest.getInstance(name).digest(certificate.getEncoded()));
            }
            Der first = attributes.get(SIGNING_CERTIFICATE);
            return first != null && Arrays.equals(
                    first.child(0, Der.SEQUENCE).child(0, Der.SEQUENCE).child(0, Der.OCTET_STRING).value(),
                    MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Whether this certificate may sign time stamps, and nothing else (RFC 3161, section 2.3), and was valid at that time. */
    public boolean mayBeSignedWith(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(time));
            return certificate.getCriticalExtensionOIDs() != null
                    && certificate.getCriticalExtensionOIDs().contains(EXTENDED_KEY_USAGE)
                    && List.of(FOR_TIME_STAMPS).equals(certificate.getExtendedKeyUsage());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the key of this certificate signed the token. */
    public boolean isSignedWith(X509Certificate certificate) {
        try {
            Der contentType = attributes.get(CONTENT_TYPE);
            Der messageDigest = attributes.get(MESSAGE_DIGEST);
            if (contentType == null || messageDigest == null || !contentType.objectIdentifier().equals(TIMESTAMP_INFO)
                    || !Arrays.equals(messageDigest.as(Der.OCTET_STRING).value(),
                            MessageDigest.getInstance(digest).digest(info))) {
                return false;
            }
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(signedAttributes);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
