package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Function;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;

/**
 * One replica of a service, with the network between it and its database and with its clock.
 */
final class Replica {

    private static final Duration START = Duration.ofSeconds(150);

    private final String service;
    private final String name;
    private final ServicePorts ports;
    private final TcpProxy database;
    private final Path clock;
    private ServiceProcess process;

    /**
     * @param service  consent, registry or audit
     * @param name     such as {@code registry-service-2}
     * @param ports    on which it listens
     * @param database the network between it and its database
     * @param clock    file from which its fault agent reads the offset of its clock
     * @param process  the program; another one while a fault is planted
     */
    Replica(String service, String name, ServicePorts ports, TcpProxy database, Path clock, ServiceProcess process) {
        this.service = service;
        this.name = name;
        this.ports = ports;
        this.database = database;
        this.clock = clock;
        this.process = process;
    }

    String service() {
        return service;
    }

    String name() {
        return name;
    }

    ServicePorts ports() {
        return ports;
    }

    TcpProxy database() {
        return database;
    }

    ChildProcess process() {
        return process.process();
    }

    /** Another program in its place, which does not run yet. */
    void replace(Function<Replica, ServiceProcess> program) {
        process.stop();
        process = program.apply(this);
    }

    void launch() {
        process.launch();
    }

    void awaitReady() {
        process.awaitReady(START);
    }

    /** @throws de.handschlag.deploy.local.StackException if it is not ready by then */
    void awaitReady(Duration bound) {
        process.awaitReady(bound);
    }

    void stepClock(Duration offset) {
        try {
            // In one step: a half-written file would be another offset.
            Path written = Files.writeString(clock.resolveSibling(clock.getFileName() + ".new"),
                    Long.toString(offset.toMillis()));
            Files.move(written, clock, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
