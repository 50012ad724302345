package de.handschlag.deploy.stack;

import de.handschlag.deploy.local.LoopbackPorts;

/**
 * Where one replica of a service listens, on the loopback interface.
 *
 * @param http       of the interface that people and systems address
 * @param management of health and metrics
 */
public record ServicePorts(int http, int management) {

    /** Two ports that nobody listens on at this moment. */
    public static ServicePorts free() {
        return new ServicePorts(LoopbackPorts.free(), LoopbackPorts.free());
    }
}
