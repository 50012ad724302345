package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.inject.spi.CDI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.RestAssured;

/** What the operator is told of refused calls; the same in every service (ADR 41). */
public abstract class SecurityLogTestCase {

    private final String address;
    private final String operation;

    private final SecurityLogLines lines = new SecurityLogLines();

    /**
     * @param address   of an operation that an agency's system without a purpose may not call, with %s for something secret
     * @param operation how the log names it
     */
    protected SecurityLogTestCase(String address, String operation) {
        this.address = address;
        this.operation = operation;
    }

    @BeforeEach
    void collect() {
        lines.begin();
    }

    @AfterEach
    void collectNoMore() {
        lines.end();
    }

    private static double refusals(int status) {
        return CDI.current().select(MeterRegistry.class).get().get("handschlag.security.refusals")
                .tag("status", String.valueOf(status)).counter().count();
    }

    @Test
    @DisplayName("tells operation and verified client, never the case, the person or the login; and counts each status from the start")
    void refusedCallsAreToldAndCounted() {
        TestIdentities tokens = TestIdentities.handschlag();
        String agency = "watched-" + UUID.randomUUID();
        String token = tokens.agencySystem(agency);
        String secret = UUID.randomUUID().toString();
        double unauthenticated = refusals(401);
        double forbidden = refusals(403);
        assertThat(refusals(429)).isNotNegative();

        assertThat(RestAssured.given().get(address.formatted(secret)).statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().auth().oauth2(token).get(address.formatted(secret)).statusCode()).isEqualTo(403);

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(lines.all()).contains("refused status=403 operation=\"" + operation + "\" issuer="
                        + tokens.issuer() + " client=" + tokens.agencySystemClientId(agency) + " count=1"));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            assertThat(refusals(401)).isGreaterThan(unauthenticated);
            assertThat(refusals(403)).isGreaterThan(forbidden);
        });
        assertThat(lines.all()).noneMatch(line -> line.contains(secret))
                .noneMatch(line -> line.contains(TestIdentities.subjectOf(token)));
    }
}
