package de.handschlag.systemtest.faults;

import java.util.random.RandomGenerator;

import de.handschlag.deploy.local.LoopbackPorts;

/**
 * Ports for parts that are killed and started again. Below the range from which the system takes ports for outgoing
 * connections (32768 and up on Linux): there, one of a thousand connections may sit on a dead broker's port.
 */
final class FaultPorts {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;

    private int next = LOWEST + RandomGenerator.getDefault().nextInt(10_000);

    int next() {
        do {
            next = next >= HIGHEST ? LOWEST : next + 1;
        } while (LoopbackPorts.taken(next));
        return next;
    }
}
