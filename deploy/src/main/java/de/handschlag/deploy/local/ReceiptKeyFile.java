package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** The key by which the consent-service signs receipts, in the form that the guide for operators documents. */
public final class ReceiptKeyFile {

    private ReceiptKeyFile() {}

    /**
     * The file in this directory, made with mode 600 and a random key if there is none.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static Path in(Path directory) {
        Path file = directory.resolve("receipt-key.pem");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                PrivateKeyFile.write(file, KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the key in " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }
}
