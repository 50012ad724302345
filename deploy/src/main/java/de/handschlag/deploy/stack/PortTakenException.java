package de.handschlag.deploy.stack;

import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.StackException;

/** Another program listens on a port that the stack should use. */
public final class PortTakenException extends StackException {

    PortTakenException(String part, int port) {
        super("Port " + port + " (" + part + ") is taken by another program. End that program, or choose another port: "
                + "deploy/run --port-" + part + "=" + LoopbackPorts.free()
                + (part.equals("keycloak")
                        ? " (a first start or --fresh; the logins' issuer contains this port)"
                        : ""));
    }
}
