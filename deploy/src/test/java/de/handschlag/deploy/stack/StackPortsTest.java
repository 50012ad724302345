package de.handschlag.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    void aPortThatTwoPartsWouldHaveIsRefusedAndNothingIsWritten() {
        int port = LoopbackPorts.free();
        Map<String, Integer> twice = new HashMap<>(given(port));
        twice.put("registry", port);
        assertThatThrownBy(() -> StackPorts.choose(file(), twice)).isInstanceOf(PortRefusedException.class)
                .hasMessageStartingWith("Port " + port + " would be that of two parts, consent and registry.")
                .hasMessageContaining("deploy/run --port-registry=");
        Map<String, Integer> internal = new HashMap<>(given(port));
        internal.put("kafka", port);
        assertThatThrownBy(() -> StackPorts.choose(file(), internal)).isInstanceOf(PortRefusedException.class)
                .hasMessageContaining("consent and kafka").hasMessageContaining("--port-kafka=");
        assertThatThrownBy(() -> StackPorts.choose(file(), Map.of("audit", 8081))).as("the usual one of another part")
                .isInstanceOf(PortRefusedException.class).hasMessageContaining("--port-audit=");
        for (int none : new int[]{0, -1, 65_536}) {
            assertThatThrownBy(() -> StackPorts.choose(file(), given(none))).isInstanceOf(PortRefusedException.class)
                    .hasMessageContaining("--port-consent=" + none + " is no port");
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void aPortThatIsRememberedForAnotherPartIsRefusedToo() throws IOException {
        StackPorts first = StackPorts.choose(file(), given(LoopbackPorts.free()));
        String remembered = Files.readString(file());

        assertThatThrownBy(() -> StackPorts.choose(file(), Map.of("kafka", first.of("consent"))))
                .isInstanceOf(PortRefusedException.class).hasMessageContaining("--port-kafka=");
        assertThat(file()).hasContent(remembered);
        assertThat(StackPorts.choose(file(), Map.of("audit", first.of("kafka"))).of("kafka"))
                .as("nobody addresses that one: it makes way").isNotEqualTo(first.of("kafka"));
    }

    @Test
    void whatAnEarlierVersionWroteDownTwiceIsMendedByAnotherPort() throws IOException {
        int port = LoopbackPorts.free();
        Files.writeString(file(), "consent=" + port + "\nregistry=" + port + "\nkafka=" + port + "\nkeycloak="
                + LoopbackPorts.free() + "\naudit=" + LoopbackPorts.free() + "\n");
        assertThatThrownBy(() -> StackPorts.choose(file(), Map.of())).isInstanceOf(PortRefusedException.class)
                .hasMessageContaining("--port-registry=");

        StackPorts mended = StackPorts.choose(file(), Map.of("registry", LoopbackPorts.free()));

        assertThat(mended.of("consent")).isEqualTo(port);
        assertThat(mended.of("kafka")).isNotEqualTo(port);
    }

    @Test
    void aGivenPortIsNotHandedOutToAnotherPart() {
        // The next that are free: the parts that have none yet would get them.
        Iterator<Integer> next = IntStream.iterate(LoopbackPorts.free() + 1, port -> port + 1)
                .filter(port -> !LoopbackPorts.taken(port)).boxed().iterator();
        Map<String, Integer> given = Map.of("keycloak", next.next(), "consent", next.next(), "registry", next.next(),
                "audit", next.next());
        StackPorts ports = StackPorts.choose(file(), given);

        assertThat(Stream
                .of("keycloak", "consent", "registry", "audit", "postgresql", "kafka", "kafka-controller",
                        "keycloak-management", "consent-management", "registry-management", "audit-management")
                .map(ports::of)).doesNotHaveDuplicates();
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
