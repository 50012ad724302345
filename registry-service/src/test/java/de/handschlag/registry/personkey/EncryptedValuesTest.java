package de.handschlag.registry.personkey;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.sealing.AesGcm;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
class EncryptedValuesTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String AGENCY = "jobcenter-keys";

    @Inject
    PersonKeys keys;

    @Inject
    PersonKeyRepository repository;

    @Inject
    MasterKeys masters;

    @Inject
    UnreadableValues unreadable;

    @Inject
    MasterKeyRotation rotation;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "handschlag.values.master-key-file")
    Path masterKeyFile;

    @TempDir
    Path directory;

    private final UUID person = UUID.randomUUID();
    private final String reference = "K-" + person;
    private final String planted = "planted-" + UUID.randomUUID();

    @BeforeEach
    void personWithTwoValues() {
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        put("phone", planted);
        put("email", "other-" + planted);
        consentService.send(given(person, 2, UUID.randomUUID(), AGENCY, PURPOSE, "phone", "email"));
        assertThat(read().jsonPath().getString("attributes.phone[0].value")).isEqualTo(planted);
    }

    private void put(String attribute, String value) {
        as(tokens.agencySystem(AGENCY)).header("Consent-Revision", revision(person, 1, AGENCY, reference))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + reference + "/attributes/" + attribute).then().statusCode(204);
    }

    private Response read() {
        return as(tokens.agencySystem(AGENCY, PURPOSE))
                .header("Consent-Revision", revision(person, 2, AGENCY, reference))
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private byte[] sealedValue(String attribute) throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT sealed_value FROM attribute_value WHERE data_subject_id = ? AND attribute = ?")) {
            statement.setObject(1, person);
            statement.setString(2, attribute);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    private void assertNothingIsDisclosed() {
        double before = metrics.counter("handschlag.values.unreadable").count();
        long recorded = accessEvents.raw().size();

        Response answer = read();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:value-unreadable");
        assertThat(answer.asString()).doesNotContain(planted);
        assertThat(metrics.counter("handschlag.values.unreadable").count()).isEqualTo(before + 1);
        assertThat(accessEvents.raw().subList((int) recorded, accessEvents.raw().size()))
                .noneMatch(event -> event.contains(reference));
    }

    @Test
    @DisplayName("G5 a value is nowhere in the database's files, not in tables, indexes or write-ahead log")
    void valuesAreNotInTheDatabasesFiles() throws SQLException, IOException {
        execute("CHECKPOINT");
        Path data;
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection.prepareStatement("SHOW data_directory");
                ResultSet row = statement.executeQuery()) {
            row.next();
            data = Path.of(row.getString(1));
        }

        assertThat(filesWith(data, reference)).as("the search finds what is there in plain text").isNotEmpty();
        assertThat(filesWith(data, planted)).isEmpty();
    }

    private static List<Path> filesWith(Path directory, String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).filter(file -> {
                try {
                    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                } catch (IOException e) {
                    return false; // Gone since the directory was listed.
                }
            }).toList();
        }
    }

    @Test
    @DisplayName("G5 with the person erased, a copy of the value does not open, not even with the master key")
    void erasedPersonsValueDoesNotOpen() throws SQLException {
        byte[] copy = sealedValue("phone");
        SealedKey key = repositoryKey();
        assertThat(keys.open(person, key).open("phone", AGENCY, copy)).isEqualTo(planted);

        consentService.send(erased(person, 3));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 3);

        assertThat(QuarkusTransaction.requiringNew().call(() -> repository.find(person))).isEmpty();
        UUID somebody = UUID.randomUUID();
        PersonKey another = QuarkusTransaction.requiringNew().call(() -> keys.findOrMake(somebody));
        assertThatThrownBy(() -> another.open("phone", AGENCY, copy)).hasMessageContaining("cannot be opened");
    }

    private SealedKey repositoryKey() {
        return QuarkusTransaction.requiringNew().call(() -> repository.find(person)).orElseThrow();
    }

    @Test
    @DisplayName("Values that were exchanged between attributes are not disclosed")
    void exchangedValuesAreRefused() throws SQLException {
        byte[] phone = sealedValue("phone");
        byte[] email = sealedValue("email");
        String put = "UPDATE attribute_value SET sealed_value = ? WHERE data_subject_id = ? AND attribute = ?";
        execute(put, email, person, "phone");
        execute(put, phone, person, "email");

        assertNothingIsDisclosed();

        put("phone", planted);
        put("email", planted);
        assertThat(read().statusCode()).as("contributing anew heals").isEqualTo(200);
    }

    @Test
    @DisplayName("A damaged value is not disclosed")
    void damagedValueIsRefused() throws SQLException {
        execute("UPDATE attribute_value SET sealed_value = set_byte(sealed_value, 14, get_byte(sealed_value, 14) # 1)"
                + " WHERE data_subject_id = ? AND attribute = 'phone'", person);

        assertNothingIsDisclosed();
    }

    @Test
    @DisplayName("A key under a master key that is not at hand, or another person's key, opens nothing")
    void foreignKeyIsRefused() throws SQLException {
        SealedKey own = repositoryKey();
        execute("UPDATE person_key SET master_key_id = 'lost' WHERE data_subject_id = ?", person);
        assertNothingIsDisclosed();
        assertThatThrownBy(rotation::check).hasMessageContaining("does not hold the key lost");

        UUID other = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> keys.findOrMake(other));
        execute("UPDATE person_key SET (master_key_id, sealed_key) = (SELECT master_key_id, sealed_key FROM person_key"
                + " WHERE data_subject_id = ?) WHERE data_subject_id = ?", other, person);
        assertNothingIsDisclosed();

        execute("UPDATE person_key SET master_key_id = ?, sealed_key = ? WHERE data_subject_id = ?", own.masterKeyId(),
                own.bytes(), person);
        rotation.check();
        assertThat(read().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("Rotation seals persons' keys with the new master key; the former one is not needed any more")
    void rotationSealsKeysAnew() throws IOException, SQLException {
        String own = Files.readString(masterKeyFile).strip();
        String added = "next " + Base64.getEncoder().encodeToString(AesGcm.randomKey());
        SealedKey before = repositoryKey();
        MasterKeys both = new MasterKeys(keyFile(added, own));
        assertThat(both.former()).containsExactly(before.masterKeyId());

        rotation.sealAnew(both);

        SealedKey after = repositoryKey();
        assertThat(after.masterKeyId()).isEqualTo("next");
        MasterKeys next = new MasterKeys(keyFile(added));
        assertThat(new PersonKeys(repository, next, unreadable).open(person, after).open("phone", AGENCY,
                sealedValue("phone"))).isEqualTo(planted);
        assertThat(read().statusCode()).as("this replica has not got the new key").isEqualTo(503);

        rotation.sealAnew(new MasterKeys(keyFile(own, added)));
        assertThat(read().statusCode()).isEqualTo(200);
    }

    private Path keyFile(String... lines) throws IOException {
        Path file = Files.createTempFile(directory, "master", ".key");
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
