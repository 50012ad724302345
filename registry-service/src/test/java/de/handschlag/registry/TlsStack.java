package de.handschlag.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.deploy.local.KafkaListener;
import de.handschlag.deploy.local.KafkaLogins;
import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.teststack.TestStack;

/** PostgreSQL and a broker that checks logins and rights, both over TLS, set as the guide for operators says. */
public final class TlsStack implements QuarkusTestResourceLifecycleManager {

    static final String CONSENT_SERVICE = "handschlag.test.tls.consent-service.";

    private @Nullable KafkaBroker broker;
    private @Nullable TlsFront front;
    private int frontPort;

    /** After the stack that has neither. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createDirectory(TestStack.directory().resolve("tls"));
            TestCertificate certificate = TestCertificate.make(directory, "ip:" + LoopbackPorts.HOST);
            encryptDatabase(certificate);
            KafkaLogins logins = startBroker(directory, certificate);

            Map<String, String> settings = new HashMap<>();
            settings.put("handschlag.db.url", jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + certificate.trusted());
            logins.clientOf(KafkaRights.REGISTRY).forEach((name, value) -> settings.put("kafka." + name, value));
            settings.put("kafka.security.protocol", "SASL_SSL");
            settings.put("kafka.ssl.truststore.type", "PEM");
            settings.put("kafka.ssl.truststore.location", certificate.trusted().toString());
            // In both forms, as the stack without TLS has them.
            settings.put("kafka.bootstrap.servers", LoopbackPorts.HOST + ":" + frontPort);
            settings.put("KAFKA_BOOTSTRAP_SERVERS", LoopbackPorts.HOST + ":" + frontPort);
            return settings;
        } catch (IOException | GeneralSecurityException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jdbcUrl() throws SQLException {
        try (Connection connection = TestStack.superuserConnection()) {
            return connection.getMetaData().getURL();
        }
    }

    private static void encryptDatabase(TestCertificate certificate) throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl_cert_file = '" + certificate.trusted() + "'");
            statement.execute("ALTER SYSTEM SET ssl_key_file = '" + certificate.keyFile() + "'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private KafkaLogins startBroker(Path directory, TestCertificate certificate)
            throws IOException, GeneralSecurityException {
        KafkaLogins logins = new KafkaLogins(new Secrets(directory.resolve("secrets")));
        int behind = LoopbackPorts.free();
        frontPort = LoopbackPorts.free();
        KafkaBroker.Node node = new KafkaBroker.Node(1, LoopbackPorts.free(), LoopbackPorts.free(),
                List.of(new KafkaListener("TLS", behind, frontPort)));
        KafkaBroker started = new KafkaBroker(ProjectLayout.find().kafkaLibraries(), directory.resolve("kafka"), node,
                List.of(node), KafkaBroker.Manner.OF_TESTS, logins);
        broker = started;
        started.start();
        front = new TlsFront(certificate, frontPort, behind);
        logins.clientOf(KafkaRights.CONSENT)
                .forEach((name, value) -> System.setProperty(CONSENT_SERVICE + name, value));
        System.setProperty(CONSENT_SERVICE + "bootstrap.servers", started.bootstrapServers());
        return logins;
    }

    @Override
    public void stop() {
        if (front != null) {
            front.close();
        }
        if (broker != null) {
            broker.stop();
        }
    }
}
