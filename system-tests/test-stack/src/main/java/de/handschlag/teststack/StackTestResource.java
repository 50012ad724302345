package de.handschlag.teststack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.EventKeyFiles;
import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.ReceiptKeyFile;
import de.handschlag.deploy.local.SealingKeyFile;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.stack.LocalStack;

/**
 * Real PostgreSQL, Kafka and Keycloak around the tests of one service; argument {@code service} is {@code consent},
 * {@code registry} or {@code audit}. All modules of a Maven run share one Keycloak; with HANDSCHLAG_TEST_KEYCLOAK_URL and
 * HANDSCHLAG_TEST_KEYCLOAK_ADMIN_PASSWORD in the environment it is one that runs already.
 */
public final class StackTestResource implements QuarkusTestResourceLifecycleManager {

    private static final String EXTERNAL_URL = "HANDSCHLAG_TEST_KEYCLOAK_URL";
    private static final String EXTERNAL_PASSWORD = "HANDSCHLAG_TEST_KEYCLOAK_ADMIN_PASSWORD";

    private String service = "consent";
    private @Nullable Path directory;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable KafkaBroker kafka;
    private @Nullable Keycloak keycloak;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", service);
        if (!List.of("consent", "registry", "audit").contains(service)) {
            throw new IllegalArgumentException("service is consent, registry or audit, not " + service);
        }
    }

    @Override
    public Map<String, String> start() {
        ProjectLayout layout = ProjectLayout.find();
        try {
            Path temporary = Files.createTempDirectory("handschlag-test-");
            directory = temporary;
            Secrets secrets = new Secrets(temporary.resolve("secrets"));
            EmbeddedPostgres database = new EmbeddedPostgres(layout.postgresBinaries(), temporary.resolve("postgresql"),
                    LoopbackPorts.free(), secrets, false);
            postgres = database;
            KafkaBroker broker = new KafkaBroker(layout.kafkaLibraries(), temporary.resolve("kafka"),
                    LoopbackPorts.free(), LoopbackPorts.free());
            kafka = broker;
            try (ExecutorService starter = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> parts = new ArrayList<>();
                parts.add(starter.submit(broker::start));
                Future<SharedKeycloak.Access> identity = starter.submit(() -> {
                    database.start();
                    return startKeycloak(layout, temporary, database, secrets);
                });
                parts.add(identity);
                for (Future<?> part : parts) {
                    part.get();
                }
                return publish(layout, temporary, database, broker, identity.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            stop();
            throw new IllegalStateException(
                    "The test stack did not start: " + requireNonNull(e.getCause()).getMessage(), e.getCause());
        }
    }

    private SharedKeycloak.Access startKeycloak(ProjectLayout layout, Path temporary, EmbeddedPostgres database,
            Secrets secrets) {
        String url = System.getenv(EXTERNAL_URL);
        String password = System.getenv(EXTERNAL_PASSWORD);
        SharedKeycloak.Access access = url != null && password != null
                ? new SharedKeycloak.Access(url, password)
                : SharedKeycloak.ofThisMavenRun(layout).orElseGet(() -> {
                    Keycloak own = new Keycloak(layout, temporary.resolve("keycloak"), LoopbackPorts.free(),
                            LoopbackPorts.free(), database, secrets);
                    keycloak = own;
                    own.start();
                    return new SharedKeycloak.Access(own.url(), own.adminPassword());
                });
        SharedKeycloak.importRealms(layout, access.url(), access.adminPassword());
        return access;
    }

    private Map<String, String> publish(ProjectLayout layout, Path temporary, EmbeddedPostgres database,
            KafkaBroker broker, SharedKeycloak.Access identity) {
        System.setProperty(TestStack.PREFIX + "directory", temporary.toString());
        System.setProperty(TestStack.PREFIX + "kafka", broker.bootstrapServers());
        System.setProperty(TestStack.PREFIX + "kafka-pid", Long.toString(broker.process().pid()));
        System.setProperty(TestStack.PREFIX + "keycloak-url", identity.url());
        System.setProperty(TestStack.PREFIX + "keycloak-admin-password", identity.adminPassword());
        System.setProperty(TestStack.PREFIX + "jdbc-url", database.jdbcUrl(service));
        System.setProperty(TestStack.PREFIX + "superuser", EmbeddedPostgres.SUPERUSER);
        System.setProperty(TestStack.PREFIX + "superuser-password", database.password(EmbeddedPostgres.SUPERUSER));

        Map<String, String> environment = new HashMap<>();
        environment.put("HANDSCHLAG_DB_URL", database.jdbcUrl(service));
        environment.put("HANDSCHLAG_DB_USER", service + "_app");
        environment.put("HANDSCHLAG_DB_PASSWORD", database.password(service + "_app"));
        environment.put("HANDSCHLAG_DB_OWNER_USER", service + "_owner");
        environment.put("HANDSCHLAG_DB_OWNER_PASSWORD", database.password(service + "_owner"));
        if (service.equals("consent")) {
            environment.put("HANDSCHLAG_OUTBOX_POLL_INTERVAL", LocalStack.POLL_INTERVAL_IN_TESTS);
        }
        if (service.equals("registry")) {
            environment.put("HANDSCHLAG_DB_READER_USER", EmbeddedPostgres.READER);
            environment.put("HANDSCHLAG_DB_READER_PASSWORD", database.password(EmbeddedPostgres.READER));
            environment.put("HANDSCHLAG_VALUES_MASTER_KEY_FILE", SealingKeyFile.VALUES.in(temporary).toString());
        }
        if (service.equals("audit")) {
            // So few that a test can exceed it.
            environment.put("HANDSCHLAG_EXPORT_MAX_ENTRIES", "200");
            environment.put("HANDSCHLAG_DB_ERASER_USER", EmbeddedPostgres.ERASER);
            environment.put("HANDSCHLAG_DB_ERASER_PASSWORD", database.password(EmbeddedPostgres.ERASER));
        }
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("HANDSCHLAG_CORRIDOR_PARTITIONS", Integer.toString(TestStack.PARTITIONS));
        environment.put("HANDSCHLAG_OIDC_ISSUER", identity.url() + "/realms/" + Realms.HANDSCHLAG);
        environment.put("HANDSCHLAG_OIDC_WEB_SECRET", SharedKeycloak.realmValues().get("HANDSCHLAG_OIDC_WEB_SECRET"));
        environment.put("HANDSCHLAG_CATALOGUE_DIR", layout.catalogue().toString());
        environment.put("HANDSCHLAG_NOTICE_DRAFTS_ALLOWED", "true");
        environment.put("HANDSCHLAG_INSTALLATION_SECRET", "secret-of-the-tests");
        environment.put("HANDSCHLAG_CODE_PEPPER", "pepper-of-the-tests");
        environment.put("HANDSCHLAG_REVISION_KEY_FILE", SealingKeyFile.REVISIONS.in(temporary).toString());
        environment.put("HANDSCHLAG_RECEIPT_KEY_FILE", ReceiptKeyFile.in(temporary).toString());
        environment.put("HANDSCHLAG_LOG_KEY_FILE", temporary.resolve("log-key.pem").toString());
        environment.put("HANDSCHLAG_LOG_ORIGIN", "handschlag.test/log");
        EventKeyFiles eventKeys = EventKeyFiles.in(TestStack.eventKeys(temporary));
        environment.put("HANDSCHLAG_SIGNATURE_KEY_FILE", eventKeys.keyOf(service).toString());
        environment.put("HANDSCHLAG_SIGNATURE_TRUSTED_KEYS_FILE", eventKeys.trusted().toString());
        environment.put("HANDSCHLAG_INSTANCE", service + "-test");
        Map<String, String> configuration = new HashMap<>(environment);
        // ${HANDSCHLAG_CODE_PEPPER} and handschlag.code.pepper both find their value.
        environment.forEach((name, value) -> configuration.put(propertyOf(name), value));
        // The second issuer is accepted by configuration alone: for persons, and for the systems of one agency.
        configuration.put("handschlag.issuers.partner.url", identity.url() + "/realms/" + Realms.PARTNER);
        configuration.put("handschlag.issuers.partner.roles", "data-subject,agency-system");
        configuration.put("handschlag.issuers.partner.agencies", TestIdentities.PARTNER_AGENCY);
        return configuration;
    }

    /** {@code HANDSCHLAG_DB_OWNER_USER} is {@code handschlag.db.owner-user}: the group, then the rest with hyphens. */
    static String propertyOf(String environmentVariable) {
        String[] words = environmentVariable.toLowerCase(Locale.ROOT).split("_");
        if (words[0].equals("kafka")) {
            return String.join(".", words);
        }
        if (words.length == 2) {
            return words[0] + "." + words[1];
        }
        return words[0] + "." + words[1] + "." + String.join("-", List.of(words).subList(2, words.length));
    }

    @Override
    public void stop() {
        if (keycloak != null) {
            keycloak.stop();
        }
        if (kafka != null) {
            kafka.stop();
        }
        if (postgres != null) {
            postgres.stop();
        }
        Path temporary = directory;
        if (temporary != null) {
            try (Stream<Path> files = Files.walk(temporary)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
