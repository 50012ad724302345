package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/**
 * The keys by which the services sign their events, one per service with mode 600, and the file with all public ones, in the forms
 * that the guide for operators documents.
 */
public final class EventKeyFiles {

    private static final String TRUSTED = "event-keys.txt";
    private static final int RAW_LENGTH = 32;

    private final Path directory;

    private EventKeyFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * The files in this directory, each made if it is not there.
     *
     * @throws UncheckedIOException if one cannot be written
     */
    public static synchronized EventKeyFiles in(Path directory) {
        EventKeyFiles files = new EventKeyFiles(directory);
        try {
            Files.createDirectories(directory);
            for (String service : new String[]{"consent", "registry", "audit"}) {
                if (!Files.exists(files.keyOf(service))) {
                    files.make(service);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the keys of events in " + directory, e);
        }
        return files;
    }

    private void make(String service) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
        // Trusted first: a key that nobody trusts could not be used.
        Files.writeString(trusted(), "/" + service + "-service " + Base64.getEncoder().encodeToString(raw) + "\n",
                StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        PrivateKeyFile.write(keyOf(service), pair.getPrivate());
    }

    /** The private key of a service, by its short name: consent, registry or audit. */
    public Path keyOf(String service) {
        return directory.resolve(service + "-event-key.pem");
    }

    /** The public keys of all services. */
    public Path trusted() {
        return directory.resolve(TRUSTED);
    }
}
