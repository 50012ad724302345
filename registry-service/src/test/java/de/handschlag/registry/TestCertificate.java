package de.handschlag.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import de.handschlag.deploy.local.JavaProgram;

/**
 * A certificate that is signed by itself.
 *
 * @param store   PKCS#12 with certificate and key
 * @param trusted the certificate alone, PEM
 * @param keyFile the key, PKCS#8 PEM with mode 600
 */
public record TestCertificate(Path store, Path trusted, Path keyFile) {

    private static final String PASSWORD = "of-the-test";
    private static final String NAME = "tls";

    /** @param subject in keytool's words, such as {@code ip:127.0.0.1} or {@code dns:host.example} */
    public static TestCertificate make(Path directory, String subject) throws IOException, GeneralSecurityException {
        TestCertificate made = new TestCertificate(directory.resolve("tls.p12"), directory.resolve("tls.crt"),
                directory.resolve("tls.key"));
        try {
            Process keytool = new ProcessBuilder(Path.of(JavaProgram.HOME, "bin", "keytool").toString(), "-genkeypair",
                    "-alias", NAME, "-keyalg", "EC", "-validity", "2", "-dname", "CN=test", "-ext", "san=" + subject,
                    "-storetype", "PKCS12", "-keystore", made.store().toString(), "-storepass", PASSWORD).inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        KeyStore keys = made.keyStore();
        Files.writeString(made.trusted(), pem("CERTIFICATE", keys.getCertificate(NAME).getEncoded()));
        Files.createFile(made.keyFile(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(made.keyFile(), pem("PRIVATE KEY", keys.getKey(NAME, PASSWORD.toCharArray()).getEncoded()));
        return made;
    }

    private KeyStore keyStore() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Has this certificate, and trusts no other. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keyStore(), PASSWORD.toCharArray());
        KeyStore certificate = KeyStore.getInstance("PKCS12");
        certificate.load(null, null);
        certificate.setCertificateEntry(NAME, keyStore().getCertificate(NAME));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificate);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END " + what + "-----\n";
    }
}
