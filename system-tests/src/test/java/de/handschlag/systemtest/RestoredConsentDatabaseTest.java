package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.stack.ServiceProcess;

/** The operator's guide, "Restore the consent database", step by step. */
class RestoredConsentDatabaseTest {

    private static final String PURPOSE = "case-management";
    private static final String OTHER_PURPOSE = "housing-search";
    private static final Duration LONG = Duration.ofSeconds(120);

    private final RunningStack stack = RunningStack.get();
    private final ServiceProcess service = stack.stack().service("consent");
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String reference = "B-" + id;

    @Test
    @DisplayName("G1 G2 with a consent database from a backup nothing is disclosed until it has caught up; then each decision holds")
    void decisionsSurviveARestore() throws SQLException {
        Agency agency = Agency.registered(stack, "mbe-restore", "mbe", PURPOSE, OTHER_PURPOSE);
        Person person = Person.enrolledBy(agency, reference, "restore-" + id);
        agency.contribute(reference, "phone", "+49 30 1");
        String withdrawn = agency.ask(reference, PURPOSE, "phone");
        person.approve(withdrawn);
        backUp();

        person.withdrawUntilEnforced(withdrawn);
        String lost = agency.ask(reference, OTHER_PURPOSE, "phone");
        person.approve(lost);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(agency.tryRead(reference, OTHER_PURPOSE).status()).isEqualTo(200));

        restore();
        await().atMost(LONG).until(() -> role().equals("refuses"));
        // For the database this grant is in force, and its withdrawal is of a revision that the registry knows.
        assertThat(person.consentRecord(withdrawn).path("status").asText()).isEqualTo("ConsentGiven");
        person.withdraw(withdrawn);
        for (int i = 0; i < 5; i++) {
            assertThat(agency.read(reference, PURPOSE).status()).isEqualTo(503);
            assertThat(agency.read(reference, OTHER_PURPOSE).status()).isEqualTo(503);
        }

        service.stop();
        ServiceProcess catchingUp = service.with("HANDSCHLAG_OUTBOX_CATCH_UP", "true");
        try {
            catchingUp.start();
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(agency.tryRead(reference, OTHER_PURPOSE).status()).isEqualTo(200);
                assertThat(agency.tryRead(reference, PURPOSE).problem()).isEqualTo("no-permission");
            });
        } finally {
            catchingUp.stop();
            service.start();
        }

        await().atMost(LONG).until(() -> role().equals("active"));
        assertThat(person.consentRecord(withdrawn).path("status").asText()).isEqualTo("ConsentWithdrawn");
        assertThat(person.consentRecord(lost).path("status").asText()).isEqualTo("ConsentGiven");
        await().atMost(LONG).until(() -> agency.tryRead(reference, OTHER_PURPOSE).status() == 200);
        person.withdrawUntilEnforced(lost);
        assertThat(agency.reads(reference, OTHER_PURPOSE).problem()).isEqualTo("no-permission");
    }

    private void backUp() throws SQLException {
        service.stop();
        execute("CREATE DATABASE consent_backup TEMPLATE consent OWNER consent_owner");
        service.start();
    }

    private void restore() throws SQLException {
        service.stop();
        execute("DROP DATABASE consent", "ALTER DATABASE consent_backup RENAME TO consent",
                "REVOKE ALL ON DATABASE consent FROM public", "GRANT CONNECT ON DATABASE consent TO consent_app");
        service.start();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = stack.stack().postgres().connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String role() {
        for (var check : new Api(stack.stack().managementUrl("consent")).get(null, "/q/health/ready").body()
                .path("checks")) {
            if (check.path("name").asText().equals("outbox-relay")) {
                return check.path("data").path("role").asText();
            }
        }
        return "";
    }
}
