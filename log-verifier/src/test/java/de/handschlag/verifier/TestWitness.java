package de.handschlag.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A witness that cosigns whatever it is told to, written from C2SP tlog-cosignature. */
record TestWitness(String name, KeyPair pair) {

    static TestWitness generate(String name) {
        try {
            return new TestWitness(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] typed() {
        byte[] x509 = pair.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = 4;
        System.arraycopy(x509, x509.length - 32, typed, 1, 32);
        return typed;
    }

    private byte[] id() {
        return Arrays.copyOf(TestLog.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed()), 4);
    }

    String verifierKey() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+" + Base64.getEncoder().encodeToString(typed());
    }

    /** Signature line over a checkpoint's text. */
    String cosign(String text, Instant time) {
        return line(time.getEpochSecond(), signature("cosignature/v1\ntime " + time.getEpochSecond() + "\n" + text));
    }

    /** Signature line with this time, whatever was signed. */
    String line(long seconds, byte[] signature) {
        byte[] bytes = ByteBuffer.allocate(12 + signature.length).put(id()).putLong(seconds).put(signature).array();
        return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    byte[] signature(String signed) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(signed.getBytes(StandardCharsets.UTF_8));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
