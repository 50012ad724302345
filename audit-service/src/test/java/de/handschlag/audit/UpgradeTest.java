package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.teststack.FormerState;

/** The log of the demonstration municipality as the version of 2026-11-28 (04859a5) left it, with its key. */
@QuarkusTest
@QuarkusTestResource(value = FormerState.class, restrictToAnnotatedClass = true, initArgs = {
        @ResourceArg(name = "service", value = "audit"), @ResourceArg(name = "version", value = "15"),
        @ResourceArg(name = "file.log-key.pem", value = "log-key.pem"),
        @ResourceArg(name = "file.log-key.pem.signed", value = "log-key.pem.signed"),
        @ResourceArg(name = "file.log-key.pem.persons", value = "log-key.pem.persons"),
        @ResourceArg(name = "handschlag.log.origin", value = "handschlag.localhost/log"),
        @ResourceArg(name = "HANDSCHLAG_LOG_ORIGIN", value = "handschlag.localhost/log"),
        @ResourceArg(name = "placeholder.consent_months", value = "36"),
        @ResourceArg(name = "placeholder.consent_kept_by_norm", value = "none"),
        @ResourceArg(name = "placeholder.access_months", value = "36"),
        @ResourceArg(name = "placeholder.access_kept_by_norm", value = "none"),
        @ResourceArg(name = "placeholder.enforcement_months", value = "36"),
        @ResourceArg(name = "placeholder.enforcement_kept_by_norm", value = "none"),
        @ResourceArg(name = "placeholder.control_months", value = "36"),
        @ResourceArg(name = "placeholder.control_kept_by_norm", value = "none")})
class UpgradeTest extends AuditTestCase {

    @Test
    @DisplayName("G4 The log of an earlier version is read as it was, and goes on under the same key")
    void logGoesOn() throws IOException {
        long former = one("SELECT substring(pg_get_constraintdef(oid) FROM '[0-9]+')::bigint FROM pg_constraint"
                + " WHERE conname = 'log_entry_without_type'");
        assertThat(former).isGreaterThan(50);

        JsonPath found = asDpo().get("/v1/log-entries?agencyId=jobcenter&caseReference=JC-2026-0001&limit=100").then()
                .statusCode(200).extract().jsonPath();
        assertThat(found.<String>getList("entries.type")).contains("de.handschlag.consent.given.v1",
                "de.handschlag.consent.withdrawn.v1", "de.handschlag.data.disclosed.v1",
                "de.handschlag.disclosure.denied.v1");
        assertThat(found.<String>getList("entries.find { it.type == 'de.handschlag.data.disclosed.v1' }.attributes"))
                .contains("phone");

        UUID person = UUID.fromString(found.getString("entries.find { it.dataSubjectId != null }.dataSubjectId"));
        UUID next = corridor.send(Corridor.denied(person, 0, "jobcenter", "JC-2026-0001", "case-management")).id();
        long index = awaitIndexes(next).getFirst();
        assertThat(index).isGreaterThanOrEqualTo(former);
        awaitCheckpointOver(index);
        assertThat(texts("SELECT DISTINCT (log_index >= " + former
                + ") = (position('\"type\":'::bytea IN entry) = 0) FROM log_entry")).as("the form changes there")
                .containsExactly("t");
        assertThat(ExportedLog.verify(ExportedLog.fetch(), Long.MAX_VALUE)).isEmpty();
        assertThatThrownBy(() -> asOwner("INSERT INTO log_entry SELECT 999999999, gen_random_uuid(), entry, leaf_hash"
                + " FROM log_entry WHERE log_index = 0")).as("a replica of the former version goes on")
                .hasStackTraceContaining("log_entry_without_type");
        assertThat(texts("SELECT DISTINCT split_part(note, E'\\n', 1) FROM log_checkpoint")).hasSize(1);
    }
}
