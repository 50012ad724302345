package de.handschlag.deploy.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;

/** A private key in a file of its own, PKCS#8 in PEM, with mode 600. */
final class PrivateKeyFile {

    private PrivateKeyFile() {}

    static void write(Path file, PrivateKey key) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        // Created with its final mode: at no moment can others read it. Moved whole: no half of a key is ever used.
        Files.createFile(next, Secrets.OWNER_ONLY);
        Files.writeString(next,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n",
                StandardCharsets.US_ASCII);
        Files.move(next, file);
    }
}
