package de.handschlag.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A time-stamping authority: {@code openssl ts}, with a certificate for time stamps that a CA of its own issued. */
final class TestAuthority {

    private final Path directory;

    /** @param key of the authority, as {@code openssl genpkey} takes it */
    TestAuthority(Path directory, String... key) throws IOException {
        this.directory = Files.createDirectories(directory);
        Files.writeString(directory.resolve("serial"), "01\n");
        Files.writeString(directory.resolve("tsa.ext"),
                "keyUsage = critical, digitalSignature\nextendedKeyUsage = critical, timeStamping\n");
        Files.writeString(directory.resolve("ts.cnf"), """
                [tsa]
                serial = serial
                signer_cert = tsa.pem
                signer_key = tsa.key
                signer_digest = sha256
                default_policy = 1.3.6.1.4.1.13762.3
                digests = sha256
                ess_cert_id_alg = sha256
                """);
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ca.key");
        openssl("req", "-x509", "-new", "-key", "ca.key", "-subj", "/CN=Test CA", "-days", "30", "-out", "ca.pem");
        List<String> genpkey = new ArrayList<>(List.of("genpkey", "-out", "tsa.key", "-algorithm"));
        genpkey.addAll(List.of(key));
        openssl(genpkey.toArray(String[]::new));
        openssl("req", "-new", "-key", "tsa.key", "-subj", "/CN=Test TSA", "-out", "tsa.csr");
        certify("30");
    }

    /** A new certificate of the same key. */
    void certify(String days) throws IOException {
        openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", days,
                "-extfile", "tsa.ext", "-out", "tsa.pem");
    }

    Path certificate() {
        return directory.resolve("tsa.pem");
    }

    /** What the authority replies to a question over this text. */
    byte[] stamp(String text, String digest) throws IOException {
        Files.writeString(directory.resolve("text"), text);
        openssl("ts", "-query", "-data", "text", "-" + digest, "-cert", "-out", "query.tsq");
        openssl("ts", "-reply", "-config", "ts.cnf", "-section", "tsa", "-queryfile", "query.tsq", "-out", "reply.tsr");
        return Files.readAllBytes(directory.resolve("reply.tsr"));
    }

    private void openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (InputStream in = process.getInputStream()) {
            in.transferTo(output);
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output.toString(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
