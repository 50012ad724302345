package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.stack.LocalStack;
import de.handschlag.deploy.stack.StackSettings;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** The whole stack, started once for all system tests and ended with the JVM. */
public final class RunningStack {

    /** Whether commits wait for the disk: what benchmarks measure, and tests can do without. */
    static final boolean DURABLE = Boolean.getBoolean("handschlag.durable");

    private static RunningStack running;

    private final LocalStack stack;

    private RunningStack() {
        try {
            Path state = Files.createTempDirectory(ProjectLayout.find().root().resolve("system-tests/target"),
                    "stack-");
            StackSettings settings = StackSettings.temporary(state)
                    // Tests receive webhooks on loopback, and do not wait half a minute until an end is noticed.
                    .with("registry", registrySettings())
                    .with("consent", Map.of("HANDSCHLAG_CONSENT_JOBS_INTERVAL", "1s"));
            stack = new LocalStack(ProjectLayout.find(), DURABLE ? settings.asInProduction() : settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        stack.start((part, time) -> System.out.printf("%s ready after %d ms%n", part, time.toMillis()));
        TestStack.use(stack.keycloak().url(), stack.keycloak().adminPassword());
    }

    private static Map<String, String> registrySettings() {
        Map<String, String> settings = new HashMap<>(StackSettings.NO_CLIENT_LIMITS);
        settings.put("HANDSCHLAG_WEBHOOK_INTERNAL_HOSTS", "127.0.0.1");
        return settings;
    }

    public static synchronized RunningStack get() {
        if (running == null) {
            running = new RunningStack();
        }
        return running;
    }

    public LocalStack stack() {
        return stack;
    }

    public TestIdentities identities() {
        return TestIdentities.handschlag();
    }

    Api consent() {
        return new Api(stack.url("consent"));
    }

    Api registry() {
        return new Api(stack.url("registry"));
    }

    Api audit() {
        return new Api(stack.url("audit"));
    }

    /** Changes one row of a service's database, for what a test cannot wait for. */
    void execute(String database, String sql) {
        try (Connection connection = stack.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(sql) != 1) {
                throw new IllegalStateException("nothing to change: " + sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A topic takes no records while every record is larger than it allows. */
    void topicWritable(String topic, boolean writable) {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "1"),
                            writable ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET))))
                    .all().get();
        } catch (Exception e) {
            throw new IllegalStateException("topic cannot be configured", e);
        }
    }

    private Admin admin() {
        return Admin.create(stack.kafkaClient(KafkaRights.BROKER));
    }
}
