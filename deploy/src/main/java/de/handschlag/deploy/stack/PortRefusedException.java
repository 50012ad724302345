package de.handschlag.deploy.stack;

import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.StackException;

/** A port was asked for that no part can have, whatever else runs on the machine. */
public final class PortRefusedException extends StackException {

    private PortRefusedException(String message) {
        super(message);
    }

    static PortRefusedException none(String part, int port) {
        return new PortRefusedException("--port-" + part + "=" + port + " is no port; choose one from 1024 to 65535.");
    }

    /** @param part whose port is to be changed */
    static PortRefusedException twice(int port, String part, String other) {
        return new PortRefusedException("Port " + port + " would be that of two parts, " + other + " and " + part
                + ". Choose another one: deploy/run --port-" + part + "=" + LoopbackPorts.free());
    }
}
