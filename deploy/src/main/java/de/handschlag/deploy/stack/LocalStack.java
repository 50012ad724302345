package de.handschlag.deploy.stack;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.EventKeyFiles;
import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.deploy.local.KafkaListener;
import de.handschlag.deploy.local.KafkaLogins;
import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.Readiness;
import de.handschlag.deploy.local.ReceiptKeyFile;
import de.handschlag.deploy.local.SealingKeyFile;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.local.StackException;

/** The whole of Handschlag on one machine. Each part can be stopped, killed, paused and started again on its own. */
public final class LocalStack implements AutoCloseable {

    private static final List<String> SERVICES = List.of("consent", "registry", "audit");

    /** Nobody measures there how soon a decision is known, and the usual 200 looks a second take a tenth of a processor. */
    public static final String POLL_INTERVAL_IN_TESTS = "PT0.025S";

    private final ProjectLayout layout;
    private final StackSettings settings;
    private final StackState state;
    private final StackPorts ports;
    private final int partitions;
    private final Secrets secrets;
    private final EmbeddedPostgres postgres;
    private final KafkaLogins kafkaLogins;
    private final List<KafkaBroker> brokers;
    private final Keycloak keycloak;
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();

    /**
     * Prepares the parts; nothing runs yet.
     *
     * @throws PortTakenException if a port that people address is taken
     */
    public LocalStack(ProjectLayout layout, StackSettings settings) {
        this.layout = layout;
        this.settings = settings;
        this.state = new StackState(settings.state());
        this.ports = StackPorts.choose(state.ports(), settings.ports(), settings.brokers().size());
        this.partitions = state.partitions(settings.partitions());
        this.secrets = state.secrets();
        this.postgres = new EmbeddedPostgres(layout.postgresBinaries(), state.of("postgresql"), ports.of("postgresql"),
                secrets, settings.durable());
        this.kafkaLogins = new KafkaLogins(secrets);
        List<KafkaBroker.Node> nodes = brokerNodes();
        KafkaBroker.Manner manner = new KafkaBroker.Manner(settings.brokerOptions(), settings.durable(), partitions);
        this.brokers = nodes.stream().map(node -> new KafkaBroker(layout.kafkaLibraries(),
                state.of("kafka" + suffix(node.id())), node, nodes, manner, kafkaLogins)).toList();
        this.keycloak = new Keycloak(layout, state.of("keycloak"), ports.of("keycloak"),
                ports.of("keycloak-management"), postgres, secrets);
        for (String service : SERVICES) {
            services.put(service, service(service, service + "-service",
                    new ServicePorts(ports.of(service), ports.of(StackPorts.managementOf(service))), Map.of()));
        }
    }

    private List<KafkaBroker.Node> brokerNodes() {
        List<KafkaBroker.Node> nodes = new ArrayList<>();
        for (List<KafkaListener> listeners : settings.brokers()) {
            int id = nodes.size() + 1;
            nodes.add(new KafkaBroker.Node(id, ports.of("kafka" + suffix(id)),
                    ports.of("kafka-controller" + suffix(id)), listeners));
        }
        return nodes;
    }

    private static String suffix(int broker) {
        return broker == 1 ? "" : "-" + broker;
    }

    /**
     * Starts all parts and waits until each is ready.
     *
     * @param progress is told each part's name and how long it took
     */
    public void start(BiConsumer<String, Duration> progress) {
        try (ExecutorService starter = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> broker = starter.submit(() -> timed("Kafka", progress, this::startKafka));
            await(List.of(starter.submit(() -> timed("PostgreSQL", progress, postgres::start))));
            Future<?> identity = starter.submit(() -> timed("Keycloak", progress, this::startKeycloak));
            Future<?> schemas = starter
                    .submit(() -> timed("Migrations", progress, () -> SERVICES.forEach(this::migrate)));
            await(List.of(broker, identity, schemas));
            await(services.values().stream().<Future<?>>map(
                    service -> starter.submit(() -> timed(service.process().spec().name(), progress, () -> {
                        service.launch();
                        service.awaitReady(Readiness.BOUND);
                    }))).toList());
        }
    }

    private void startKafka() {
        brokers.forEach(KafkaBroker::launch);
        brokers.forEach(KafkaBroker::awaitReady);
        kafka().prepare();
    }

    private void startKeycloak() {
        keycloak.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            KeycloakAdmin admin = new KeycloakAdmin(http, keycloak.url(), keycloak.adminPassword());
            Map<String, String> values = new HashMap<>(
                    Map.of("HANDSCHLAG_OIDC_WEB_SECRET", secrets.get("client.handschlag-web"),
                            // Passwords here are random and long, so a slow hash adds nothing but time (see the realm).
                            "HANDSCHLAG_PASSWORD_HASH_ITERATIONS", "1", "HANDSCHLAG_CONSENT_URL", url("consent"),
                            "HANDSCHLAG_REGISTRY_URL", url("registry"), "HANDSCHLAG_AUDIT_URL", url("audit")));
            values.putAll(settings.realmValues());
            Realms.importMissing(admin, layout, values);
            admin.setRedirectUris(Realms.HANDSCHLAG, "handschlag-web",
                    SERVICES.stream().map(service -> url(service) + "/app/*").toList());
        }
    }

    /**
     * Brings a service's database to the form that its program needs, as the database's owner, whose password the running service does
     * not have.
     *
     * @throws StackException with the end of the log if that fails
     */
    public void migrate(String service) {
        Map<String, String> environment = new HashMap<>(service(service).process().spec().environment());
        environment.put("QUARKUS_PROFILE", "migrate");
        environment.put("HANDSCHLAG_DB_URL", postgres.jdbcUrl(service));
        environment.put("HANDSCHLAG_DB_OWNER_USER", service + "_owner");
        environment.put("HANDSCHLAG_DB_OWNER_PASSWORD", postgres.password(service + "_owner"));
        ServiceProcess.migration(layout.serviceJar(service + "-service"), state.of(service + "-service"), environment)
                .runToEnd(Readiness.BOUND);
    }

    /** Another replica of a service, on its own ports, with its own log and configuration of its own; not started. */
    public ServiceProcess replica(String service, String name, ServicePorts ports, Map<String, String> environment) {
        return service(service, name, ports, environment);
    }

    private ServiceProcess service(String service, String name, ServicePorts listenOn, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(listenOn.http()));
        environment.put("QUARKUS_HTTP_HOST", LoopbackPorts.HOST);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(listenOn.management()));
        environment.put("QUARKUS_MANAGEMENT_HOST", LoopbackPorts.HOST);
        environment.put("HANDSCHLAG_DB_URL", postgres.jdbcUrl(service));
        environment.put("HANDSCHLAG_DB_USER", service + "_app");
        environment.put("HANDSCHLAG_DB_PASSWORD", postgres.password(service + "_app"));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("HANDSCHLAG_CORRIDOR_PARTITIONS", Integer.toString(partitions));
        if (!settings.durable() && service.equals("consent")) {
            environment.put("HANDSCHLAG_OUTBOX_POLL_INTERVAL", POLL_INTERVAL_IN_TESTS);
        }
        environment.putAll(kafkaLogins.environmentOf(service + "-service"));
        environment.put("HANDSCHLAG_OIDC_ISSUER", issuer());
        environment.put("HANDSCHLAG_OIDC_WEB_SECRET", secrets.get("client.handschlag-web"));
        // Not every browser takes a Secure cookie from http://localhost, and the stack listens on loopback only.
        environment.put("HANDSCHLAG_BROWSER_SECURE_COOKIES", "false");
        environment.put("HANDSCHLAG_CATALOGUE_DIR", layout.catalogue().toString());
        // R32: what nobody approved yet is shown, marked as a draft; nobody decides about real data here.
        environment.put("HANDSCHLAG_NOTICE_DRAFTS_ALLOWED", "true");
        environment.put("HANDSCHLAG_NOTICE_OPERATOR_NAME", "Landkreis Musterau");
        environment.put("HANDSCHLAG_NOTICE_OPERATOR_ROLE", "processor");
        environment.put("HANDSCHLAG_CONSENT_URL", url("consent"));
        environment.put("HANDSCHLAG_REGISTRY_URL", url("registry"));
        environment.put("HANDSCHLAG_AUDIT_URL", url("audit"));
        environment.put("HANDSCHLAG_INSTANCE", name);
        EventKeyFiles eventKeys = eventKeys();
        environment.put("HANDSCHLAG_SIGNATURE_KEY_FILE", eventKeys.keyOf(service).toString());
        environment.put("HANDSCHLAG_SIGNATURE_TRUSTED_KEYS_FILE", eventKeys.trusted().toString());
        switch (service) {
            case "consent" -> {
                environment.put("HANDSCHLAG_CODE_PEPPER", secrets.get("consent.code-pepper"));
                environment.put("HANDSCHLAG_REVISION_KEY_FILE", revisionKeyFile());
                environment.put("HANDSCHLAG_RECEIPT_ADDRESS", url("consent"));
                environment.put("HANDSCHLAG_RECEIPT_KEY_FILE",
                        ReceiptKeyFile.in(state.of("consent-service")).toString());
            }
            case "audit" -> {
                environment.put("HANDSCHLAG_DB_ERASER_USER", EmbeddedPostgres.ERASER);
                environment.put("HANDSCHLAG_DB_ERASER_PASSWORD", postgres.password(EmbeddedPostgres.ERASER));
                environment.put("HANDSCHLAG_LOG_KEY_FILE", state.of("audit-service").resolve("log-key.pem").toString());
                environment.put("HANDSCHLAG_LOG_ORIGIN", "handschlag.localhost/log");
            }
            case "registry" -> {
                environment.put("HANDSCHLAG_DB_READER_USER", EmbeddedPostgres.READER);
                environment.put("HANDSCHLAG_DB_READER_PASSWORD", postgres.password(EmbeddedPostgres.READER));
                environment.put("HANDSCHLAG_VALUES_MASTER_KEY_FILE",
                        SealingKeyFile.VALUES.in(state.of("registry-service")).toString());
                environment.put("HANDSCHLAG_REVISION_KEY_FILE", revisionKeyFile());
                environment.put("HANDSCHLAG_INSTALLATION_SECRET", secrets.get("registry.installation-secret"));
            }
            default -> throw new IllegalArgumentException("No service " + service);
        }
        environment.putAll(settings.serviceEnvironment().getOrDefault(service, Map.of()));
        environment.putAll(more);
        return new ServiceProcess(name, layout.serviceJar(service + "-service"), state.of(name), listenOn,
                settings.jvmOptions(), environment);
    }

    /** Of the consent-service, which seals, and the registry-service, which opens. */
    private String revisionKeyFile() {
        return SealingKeyFile.REVISIONS.in(state.directory()).toString();
    }

    /** By which the services sign what they send to each other. */
    public EventKeyFiles eventKeys() {
        return EventKeyFiles.in(state.of("event-keys"));
    }

    private static void timed(String part, BiConsumer<String, Duration> progress, Runnable start) {
        long begin = System.nanoTime();
        start.run();
        progress.accept(part, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void await(List<Future<?>> parts) {
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while starting", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof StackException stackException
                        ? stackException
                        : new StackException("A part did not start: " + e.getCause(), e.getCause());
            }
        }
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** What a Kafka client needs to be this principal, one of {@link de.handschlag.deploy.local.KafkaRights}. */
    public Map<String, Object> kafkaClient(String principal) {
        Map<String, Object> settings = new HashMap<>(kafkaLogins.clientOf(principal));
        settings.put("bootstrap.servers", bootstrapServers());
        return settings;
    }

    private String bootstrapServers() {
        return brokers.stream().map(KafkaBroker::bootstrapServers).collect(Collectors.joining(","));
    }

    /** The first broker; by default it is the only one. */
    public KafkaBroker kafka() {
        return brokers.getFirst();
    }

    public List<KafkaBroker> brokers() {
        return brokers;
    }

    public Keycloak keycloak() {
        return keycloak;
    }

    /** A service by its short name: consent, registry or audit. */
    public ServiceProcess service(String name) {
        ServiceProcess service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("No service " + name);
        }
        return service;
    }

    /** All processes, in the order of starting. */
    public List<ChildProcess> processes() {
        List<ChildProcess> all = new ArrayList<>(List.of(postgres.process()));
        brokers.forEach(broker -> all.add(broker.process()));
        all.add(keycloak.process());
        services.values().forEach(service -> all.add(service.process()));
        return all;
    }

    /** Base address of a service. */
    public String url(String service) {
        return "http://localhost:" + ports.of(service);
    }

    /** Base address of a service's health and metrics. */
    public String managementUrl(String service) {
        return service(service).managementUrl();
    }

    /** Issuer of the tokens that the services accept. */
    public String issuer() {
        return keycloak.url() + "/realms/" + Realms.HANDSCHLAG;
    }

    public Secrets secrets() {
        return secrets;
    }

    public StackState state() {
        return state;
    }

    /** Stops all parts, newest first. */
    @Override
    public void close() {
        processes().reversed().forEach(ChildProcess::stop);
    }
}
