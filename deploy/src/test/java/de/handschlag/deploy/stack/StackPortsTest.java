package de.handschlag.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.deploy.local.LoopbackPorts;

class StackPortsTest {

    @TempDir
    Path directory;

    @Test
    void aTakenPortIsNamedWithTheWayToChangeIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> StackPorts.choose(file(), given(port))).isInstanceOf(PortTakenException.class)
                    .hasMessageStartingWith("Port " + port + " (consent) is taken by another program.")
                    .hasMessageContaining("deploy/run --port-consent=");
        }
    }

    @Test
    void portsAreRememberedUntilOthersAreGiven() {
        int consent = LoopbackPorts.free();
        StackPorts first = StackPorts.choose(file(), given(consent));
        StackPorts second = StackPorts.choose(file(), Map.of());
        assertThat(second.of("consent")).isEqualTo(consent);
        assertThat(second.of("keycloak")).isEqualTo(first.of("keycloak"));
        assertThat(second.of("postgresql")).isEqualTo(first.of("postgresql"));
        assertThat(StackPorts.remembered(file()).of("kafka")).isEqualTo(first.of("kafka"));
    }

    @Test
    void anInternalPortThatIsTakenMeanwhileIsExchanged() throws IOException {
        StackPorts first = StackPorts.choose(file(), given(LoopbackPorts.free()));
        try (ServerSocket _ = new ServerSocket(first.of("kafka"), 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            assertThat(StackPorts.choose(file(), Map.of()).of("kafka")).isNotEqualTo(first.of("kafka"));
        }
    }

    @Test
    void withoutAStartThereIsNoPort() {
        assertThat(Files.exists(file())).isFalse();
        assertThatThrownBy(() -> StackPorts.remembered(file()).of("audit"))
                .hasMessageContaining("Start the stack first: deploy/run");
    }

    private Path file() {
        return directory.resolve("ports.properties");
    }

    /** Other public ports are free ones, so that the test does not depend on what else runs here. */
    private static Map<String, Integer> given(int consent) {
        return Map.of("consent", consent, "keycloak", LoopbackPorts.free(), "registry", LoopbackPorts.free(), "audit",
                LoopbackPorts.free());
    }
}
