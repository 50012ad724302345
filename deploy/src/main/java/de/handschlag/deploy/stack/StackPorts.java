package de.handschlag.deploy.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.StackException;

/**
 * The ports of one installation. They are remembered, because tokens name Keycloak's address as their issuer and logins are
 * bound to issuer and subject: with another port for Keycloak nobody would be recognised.
 */
public final class StackPorts {

    /** Parts that people address, with their usual ports. */
    public static final Map<String, Integer> PUBLIC = ordered("keycloak", 8080, "consent", 8081, "registry", 8082,
            "audit", 8083);

    /** Health and metrics of the services, with their usual ports; another one if that is taken. */
    private static final Map<String, Integer> MANAGEMENT = ordered(managementOf("consent"), 9081,
            managementOf("registry"), 9082, managementOf("audit"), 9083);

    private static final List<String> INTERNAL = List.of("postgresql", "kafka", "kafka-controller",
            "keycloak-management");

    private static final int LARGEST = 65_535;

    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private StackPorts() {}

    /**
     * Given ports first, then remembered ones, then the usual ones; the parts that nobody addresses get a free port if theirs
     * is taken.
     *
     * @throws PortRefusedException if two parts would have one port, or a given one is none; nothing was written
     * @throws PortTakenException   if a public port is taken
     */
    public static StackPorts choose(Path file, Map<String, Integer> given) {
        return choose(file, given, 1);
    }

    /** The same for several Kafka brokers; the first is {@code kafka}, the others {@code kafka-2} and so on. */
    static StackPorts choose(Path file, Map<String, Integer> given, int brokers) {
        StackPorts chosen = remembered(file);
        Map<String, Integer> fixed = chosen.fixed(given);
        fixed.forEach(StackPorts::requireFree);
        chosen.ports.putAll(fixed);
        Set<Integer> used = new HashSet<>(fixed.values());
        MANAGEMENT.forEach(chosen.ports::putIfAbsent);
        List<String> internal = new ArrayList<>(INTERNAL);
        internal.addAll(MANAGEMENT.keySet());
        for (int id = 2; id <= brokers; id++) {
            internal.addAll(List.of("kafka-" + id, "kafka-controller-" + id));
        }
        internal.removeAll(fixed.keySet());
        for (String part : internal) {
            Integer port = chosen.ports.get(part);
            while (port == null || LoopbackPorts.taken(port) || !used.add(port)) {
                port = LoopbackPorts.free();
            }
            chosen.ports.put(part, port);
        }
        chosen.write(file);
        return chosen;
    }

    /**
     * The ports that are not exchanged if they are taken: of the parts that people address, and those that are given.
     *
     * @throws PortRefusedException if two are the same, or a given one is none
     */
    private Map<String, Integer> fixed(Map<String, Integer> given) {
        Map<String, Integer> fixed = new LinkedHashMap<>();
        PUBLIC.forEach((part, usual) -> fixed.put(part, ports.getOrDefault(part, usual)));
        fixed.putAll(new TreeMap<>(given));
        Map<Integer, String> parts = new HashMap<>();
        fixed.forEach((part, port) -> {
            if (port < 1 || port > LARGEST) {
                throw PortRefusedException.none(part, port);
            }
            String other = parts.putIfAbsent(port, part);
            if (other != null) {
                // The one that was asked for is the one to change.
                throw given.containsKey(part) || !given.containsKey(other)
                        ? PortRefusedException.twice(port, part, other)
                        : PortRefusedException.twice(port, other, part);
            }
        });
        return fixed;
    }

    /**
     * Looks whether a start with these ports can be had at all, before anything of an earlier one is touched.
     *
     * @param file  with the ports of an earlier start; null if they are to be forgotten
     * @param given by part
     * @throws PortRefusedException if two parts would have one port, or a given one is none
     */
    public static void requireDistinct(@Nullable Path file, Map<String, Integer> given) {
        (file == null ? new StackPorts() : remembered(file)).fixed(given);
    }

    /**
     * The ports that people address, of a start that remembers none.
     *
     * @throws PortTakenException if one is taken
     */
    public static void requireFree(Map<String, Integer> given) {
        PUBLIC.forEach((part, usual) -> requireFree(part, given.getOrDefault(part, usual)));
    }

    private static void requireFree(String part, int port) {
        if (LoopbackPorts.taken(port)) {
            throw new PortTakenException(part, port);
        }
    }

    /** The name of the part that is a service's health and metrics. */
    static String managementOf(String service) {
        return service + "-management";
    }

    /** The ports of the last start; empty if there was none. */
    public static StackPorts remembered(Path file) {
        StackPorts remembered = new StackPorts();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new StackException("Cannot read " + file, e);
            }
            properties.forEach((part, port) -> remembered.ports.put(part.toString(), Integer.valueOf(port.toString())));
        }
        return remembered;
    }

    /** The port of a part. */
    public int of(String part) {
        Integer port = ports.get(part);
        if (port == null) {
            throw new StackException("No port is known for " + part + ". Start the stack first: deploy/run");
        }
        return port;
    }

    private void write(Path file) {
        StringBuilder text = new StringBuilder("# Ports of this installation; deploy/run --port-… changes them.\n");
        new TreeMap<>(ports).forEach((part, port) -> text.append(part).append('=').append(port).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StackException("Cannot write " + file, e);
        }
    }

    private static Map<String, Integer> ordered(Object... pairs) {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
