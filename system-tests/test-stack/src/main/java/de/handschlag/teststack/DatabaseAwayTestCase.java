package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What callers are told while a service has no database: the same in every service, and nothing of its own failure. */
public abstract class DatabaseAwayTestCase {

    private static final Duration BOUND = Duration.ofSeconds(120);

    private final List<String> paths;

    /** @param paths that need the database, and that {@link #token} may read */
    protected DatabaseAwayTestCase(String... paths) {
        this.paths = List.of(paths);
    }

    protected abstract String token();

    @Test
    @DisplayName("Without its database a service answers 503 and when to try again, and goes on once it is back")
    void unavailableWhileTheDatabaseIsAway() throws SQLException {
        String token = token();
        String database = ConfigProvider.getConfig().getValue("handschlag.db.name", String.class);
        try {
            // Not the superuser's, who does the same as an administrator that takes the database away for a moment.
            execute("ALTER DATABASE " + database + " CONNECTION LIMIT 0", "SELECT pg_terminate_backend(pid, 5000)"
                    + " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            for (String path : paths) {
                WireRequest.Answer answer = get(path, token);
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(answer.header("Retry-After")).as(path).isEqualTo("1");
                assertThat(answer.body()).as(path).contains("urn:handschlag:problem:unavailable")
                        .doesNotContain("Exception").doesNotContain("connection");
            }
        } finally {
            execute("ALTER DATABASE " + database + " CONNECTION LIMIT -1");
        }
        // The following tests need relay, consumer or sequencer again as well.
        await().atMost(BOUND).until(() -> new WireRequest("GET", "/q/health/ready", "localhost")
                .send(ManagementInterface.port()).status() == 200);
        for (String path : paths) {
            await().atMost(BOUND).untilAsserted(() -> assertThat(get(path, token).status()).as(path).isLessThan(500));
        }
    }

    private static WireRequest.Answer get(String path, String token) {
        return new WireRequest("GET", path, "localhost").header("Authorization", "Bearer " + token)
                .send(ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
