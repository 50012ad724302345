package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import javax.sql.DataSource;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;

import io.agroal.api.AgroalDataSource;

import de.handschlag.settings.DatabaseLogin;

/** What a service runs with, whatever its own settings are about: the same in all three (ADR 48). */
public abstract class ServiceSettingsTestCase {

    /** Addresses and names that the tests' stack sets, as an operator does; and the ports that were free. */
    private static final Set<String> OPERATORS = Set.of("quarkus.http.test-port", "quarkus.management.test-port",
            "handschlag.instance", "handschlag.db.url", "handschlag.db.user", "handschlag.db.owner-user",
            "handschlag.consent.url", "kafka.bootstrap.servers", "handschlag.corridor.partitions",
            "quarkus.flyway.migrate-at-start", "quarkus.flyway.validate-at-start", "handschlag.signature.key-file",
            "handschlag.signature.trusted-keys-file", "quarkus.rest-client.consent-service.connect-timeout",
            "quarkus.rest-client.consent-service.read-timeout");

    private final Set<String> own;

    /** @param own shared settings that this service has a value of its own for */
    protected ServiceSettingsTestCase(String... own) {
        this.own = Set.of(own);
    }

    @Test
    @DisplayName("A service sets nothing that is set for all, but for what its test names")
    void sharedSettingsAreInForce() {
        Set<ConfigSource> shared = StreamSupport
                .stream(ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .filter(source -> source.getName().contains("/service-settings")
                        || source.getName().contains("/web-edge"))
                .collect(Collectors.toSet());

        Set<String> different = shared.stream().flatMap(source -> source.getProperties().entrySet().stream())
                .filter(setting -> !inForce(setting.getKey(), setting.getValue())).map(setting -> setting.getKey())
                .filter(name -> !OPERATORS.contains(name)).collect(Collectors.toSet());

        assertThat(shared).hasSize(2);
        assertThat(different).isEqualTo(own);
    }

    /** What is fixed when a service is built is not read from its file any more. */
    private static boolean inForce(String name, String value) {
        ConfigValue effective = ConfigProvider.getConfig().getConfigValue(name);
        return Objects.equals(effective.getRawValue(), value) || Objects.equals(effective.getValue(), value);
    }

    @Test
    @DisplayName("Tokens are read alike, asked about nowhere, and open only what is annotated")
    void identity() {
        assertThat(setting("quarkus.oidc.token.audience")).isEqualTo(setting("quarkus.application.name"));
        assertThat(setting("quarkus.oidc.token.issuer")).startsWith("http")
                .isEqualTo(setting("quarkus.oidc.auth-server-url")).isEqualTo(setting("handschlag.issuers.own.url"));
        assertThat(setting("handschlag.issuers.own.claims.roles")).isEqualTo("realm_access/roles");
        assertThat(setting("quarkus.oidc.web.roles.source")).isEqualTo("accesstoken");
        assertThat(setting("quarkus.oidc.application-type")).isEqualTo("service");
        for (String tenant : new String[]{"quarkus.oidc.", "quarkus.oidc.web."}) {
            assertThat(setting(tenant + "token.allow-jwt-introspection")).isEqualTo("false");
            assertThat(setting(tenant + "token.allow-opaque-token-introspection")).isEqualTo("false");
        }
        assertThat(setting("quarkus.security.jaxrs.deny-unannotated-endpoints")).isEqualTo("true");
        assertThat(setting("quarkus.http.auth.proactive")).isEqualTo("false");
    }

    @Test
    @DisplayName("Doors, documents and logs are the same everywhere")
    void edge() {
        assertThat(setting("quarkus.http.host")).isIn("127.0.0.1", "localhost");
        assertThat(setting("quarkus.management.host")).isIn("127.0.0.1", "localhost");
        assertThat(setting("quarkus.http.limits.max-connections")).isEqualTo("2000");
        assertThat(setting("quarkus.http.idle-timeout")).isEqualTo("PT2M");
        assertThat(setting("quarkus.jackson.fail-on-unknown-properties")).isEqualTo("true");
        assertThat(setting("quarkus.jackson.serialization-inclusion")).isEqualTo("non_null");
        assertThat(setting("quarkus.log.console.json.enabled")).isEqualTo("false");
        assertThat(setting("quarkus.otel.sdk.disabled")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me", "/v1/nowhere", "/nowhere", "/q/openapi", "/log/checkpoint", "/app/session"})
    @DisplayName("Every answer carries the same headers, and what is personal stays in no cache")
    void headers(String path) {
        WireRequest.Answer answer = new WireRequest("GET", path, "localhost")
                .send(Integer.parseInt(setting("quarkus.http.test-port")));

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).isEqualTo("camera=(), geolocation=(), microphone=()");
        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000; includeSubDomains");
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        if (path.startsWith("/v1") || path.startsWith("/app")) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    @DisplayName("No session of the database puts the values of a refused row into its message, whoever opened it")
    void noSessionTellsTheRow() throws SQLException {
        var pools = CDI.current().select(AgroalDataSource.class, Any.Literal.INSTANCE);
        assertThat(pools).isNotEmpty();
        for (AgroalDataSource pool : pools) {
            assertKeepsTheRow(pool);
        }
        assertKeepsTheRow(CDI.current().select(Flyway.class).get().getConfiguration().getDataSource());
        try (Connection session = CDI.current().select(DatabaseLogin.class).get().open("test", Duration.ofSeconds(5),
                "")) {
            assertThat(session.unwrap(PgConnection.class).getLogServerErrorDetail()).isFalse();
        }
    }

    private static void assertKeepsTheRow(DataSource source) throws SQLException {
        try (Connection session = source.getConnection()) {
            assertThat(session.unwrap(PgConnection.class).getLogServerErrorDetail()).isFalse();
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
