package de.handschlag.deploy.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.deploy.local.KafkaListener;
import de.handschlag.deploy.local.LoopbackPorts;

/**
 * What can be chosen about a local stack.
 *
 * @param state              directory for data, logs and secrets; kept between starts
 * @param ports              given ports by part, such as {@code consent}; others are remembered or usual
 * @param durable            false trades safety against power loss for speed; for tests only
 * @param jvmOptions         of the three services
 * @param serviceEnvironment further configuration by service, such as {@code registry}
 * @param brokers            one element for each Kafka broker: its further listeners
 * @param partitions         of each topic; null: as many as the state's topics have, or {@link #PARTITIONS} if there are none
 * @param realmValues        further values for the realm, such as {@code HANDSCHLAG_ACCESS_TOKEN_SECONDS}
 */
public record StackSettings(Path state, Map<String, Integer> ports, boolean durable, List<String> jvmOptions,
        Map<String, Map<String, String>> serviceEnvironment, List<List<KafkaListener>> brokers,
        @Nullable Integer partitions, Map<String, String> realmValues) {

    /** Of the topics of a new installation: enough for a district, and each costs five heartbeats a second. */
    static final int PARTITIONS = 2;

    private static final List<List<KafkaListener>> ONE_BROKER = List.of(List.of());

    public StackSettings {
        ports = Map.copyOf(ports);
        jvmOptions = List.copyOf(jvmOptions);
        serviceEnvironment = Map.copyOf(serviceEnvironment);
        brokers = List.copyOf(brokers);
        realmValues = Map.copyOf(realmValues);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("at least one broker");
        }
    }

    /** For the registry where a test or a measurement is one client that reads thousands of times. */
    public static final Map<String, String> NO_CLIENT_LIMITS = Map.of("HANDSCHLAG_CLIENT_LIMITS_REQUESTS_PER_HOUR", "0",
            "HANDSCHLAG_CLIENT_LIMITS_CASES_PER_HOUR", "0", "HANDSCHLAG_CLIENT_LIMITS_REFUSED_TRIES_PER_HOUR", "0");

    /** Passwords of tests are long and made by machines: a hash that takes memory would add nothing but time. */
    public static final Map<String, String> FAST_PASSWORDS = Map.of("HANDSCHLAG_PASSWORD_HASH_ALGORITHM",
            "pbkdf2-sha256");

    /** What {@code deploy/run} starts. */
    public static StackSettings of(Path state, Map<String, Integer> ports) {
        return new StackSettings(state, ports, true, ServiceProcess.SMALL, Map.of(), ONE_BROKER, null, Map.of());
    }

    /** A throw-away stack on free ports, for a test. */
    public static StackSettings temporary(Path state) {
        Map<String, Integer> ports = new HashMap<>(Map.of("keycloak", LoopbackPorts.free()));
        for (String service : List.of("consent", "registry", "audit")) {
            ports.put(service, LoopbackPorts.free());
            ports.put(StackPorts.managementOf(service), LoopbackPorts.free());
        }
        return new StackSettings(state, ports, false, ServiceProcess.SHORT_LIVED, Map.of(), ONE_BROKER,
                KafkaBroker.Manner.OF_TESTS.partitions(), FAST_PASSWORDS);
    }

    /** The same as a new installation: safe against power loss, with its partitions, and with memory for many requests a second. */
    public StackSettings asInProduction() {
        return new StackSettings(state, ports, true, ServiceProcess.BUSY, serviceEnvironment, brokers, PARTITIONS,
                Map.of());
    }

    /** The same with so many partitions of each topic. */
    public StackSettings withPartitions(int number) {
        return new StackSettings(state, ports, durable, jvmOptions, serviceEnvironment, brokers, number, realmValues);
    }

    /** For the virtual machines of the brokers, which have as much to do and live as long as the services. */
    List<String> brokerOptions() {
        if (jvmOptions.equals(ServiceProcess.BUSY)) {
            return KafkaBroker.BUSY;
        }
        return durable ? KafkaBroker.SMALL : KafkaBroker.SHORT_LIVED;
    }

    /** The same with further configuration for a service. */
    public StackSettings with(String service, Map<String, String> environment) {
        Map<String, Map<String, String>> all = new HashMap<>(serviceEnvironment);
        all.put(service, environment);
        return new StackSettings(state, ports, durable, jvmOptions, all, brokers, partitions, realmValues);
    }
}
