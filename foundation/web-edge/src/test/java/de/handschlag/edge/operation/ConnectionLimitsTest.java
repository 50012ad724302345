package de.handschlag.edge.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import de.handschlag.edge.EdgeTestCase;

@QuarkusTest
@TestProfile(ConnectionLimitsTest.FewAndShort.class)
@DisplayName("Connections")
class ConnectionLimitsTest {

    private static final int MOST = 5;
    private static final String HALF_A_REQUEST = "GET /v1/documents HTTP/1.1\r\nHost: localhost\r\nX-More: ";

    /** The same limits as in operation, with figures that a test can wait for. */
    public static class FewAndShort extends EdgeTestCase.Settings {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
            settings.put("quarkus.http.limits.max-connections", Integer.toString(MOST));
            settings.put("quarkus.http.idle-timeout", "1S");
            return settings;
        }
    }

    @Test
    @DisplayName("One that sends half a request and no more is closed, and one too many is closed at once: others get in again")
    void whoSendsNothingIsSentAway() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) {
                slow.add(connected(HALF_A_REQUEST));
            }
            try (Socket oneTooMany = connected("")) {
                assertThat(oneTooMany.getInputStream().read()).as("ended without an answer").isEqualTo(-1);
            }
            for (Socket socket : slow) {
                assertThat(socket.getInputStream().read()).as("ended without an answer").isEqualTo(-1);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        try (Socket next = connected(HALF_A_REQUEST + "\r\nConnection: close\r\n\r\n")) {
            assertThat(new String(next.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 4");
        }
    }

    private static Socket connected(String text) throws IOException {
        Socket socket = new Socket("localhost",
                ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
