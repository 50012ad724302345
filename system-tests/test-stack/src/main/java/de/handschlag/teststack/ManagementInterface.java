package de.handschlag.teststack;

import org.eclipse.microprofile.config.ConfigProvider;

import de.handschlag.deploy.local.LoopbackPorts;

/** Health and metrics of the service under test: they listen on a port of their own. */
public final class ManagementInterface {

    private ManagementInterface() {}

    /** The whole address of a path. */
    public static String url(String path) {
        return "http://" + LoopbackPorts.HOST + ":" + port() + path;
    }

    /** Where it listens. */
    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }
}
