package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

import de.handschlag.audit.asking.export.WrittenExport;
import de.handschlag.audit.chain.ingest.SequencerStatus.State;
import de.handschlag.audit.chain.log.Checkpoint;
import de.handschlag.audit.chain.log.NoteKey;
import de.handschlag.audit.chain.log.SignedNote;
import de.handschlag.deploy.local.EventKeyFiles;
import de.handschlag.verifier.VerifyLog;

@DisplayName("A log whose database went back is continued by another one")
class ContinuedLogTest extends LogFaultTestCase {

    private static final String SECOND = "handschlag.test/second";

    @Test
    @DisplayName("G4 The new log names the last checkpoint of the old one in its first entry, has what is on the topics still, and verifies")
    void restoredLogIsContinued() throws Exception {
        List<UUID> sent = new ArrayList<>();
        try (RunningSequencer running = sequencer(NOBODY)) {
            sent.addAll(stack.sendLawfulEvents());
            stack.awaitSigned(sent);
        }
        stack.execute("postgres", "CREATE DATABASE restored TEMPLATE audit");
        stack.execute("restored",
                "INSERT INTO public_checkpoint SELECT max(tree_size), now() FROM log_checkpoint ON CONFLICT DO NOTHING");
        long kept = stack.one("SELECT count(*) FROM log_entry");
        String early = stack.signed();
        try (RunningSequencer running = sequencer(NOBODY)) {
            List<UUID> lost = stack.sendLawfulEvents();
            stack.awaitSigned(lost);
            sent.addAll(lost);
        }
        long signed = stack.one("SELECT max(tree_size) FROM log_checkpoint");
        String last = stack.signed();
        RunningSequencer.Place former = stack.in("restored", stack.place().keyFile());
        RunningSequencer.Place second = former.continuedAs(SECOND,
                stack.place().keyFile().resolveSibling("second-key.pem"));
        try {
            try (RunningSequencer running = new RunningSequencer(second, NOBODY)) {
                awaitSigned(second, sent);
            }
            // Once is enough, and the setting may stay or go.
            try (RunningSequencer running = new RunningSequencer(second, NOBODY)) {
                await(running, State.ACTIVE);
                List<UUID> more = stack.sendLawfulEvents();
                sent.addAll(more);
                awaitSigned(second, sent);
            }

            assertThat(text(second, """
                    SELECT string_agg(log_index || ' ' || (data ->> 'former') || ' ' || (data ->> 'size') || ' '
                        || (data ->> 'kept') || ' ' || ((data ->> 'checkpoint') = '%s'), ',')
                    FROM (SELECT log_index, payload::jsonb -> 'data' AS data FROM log_payload
                        WHERE type = 'de.handschlag.log.continued.v1') AS said""".formatted(last)))
                    .isEqualTo(kept + " " + RunningSequencer.ORIGIN + " " + signed + " " + kept + " true");
            assertThat(text(second, "SELECT min(split_part(note, E'\\n', 1)) || ' ' || max(split_part(note, E'\\n', 1))"
                    + " FROM log_checkpoint")).isEqualTo(SECOND + " " + SECOND);
            assertThat(text(second, "SELECT (count(*) > 0)::text FROM former_checkpoint WHERE origin = '"
                    + RunningSequencer.ORIGIN + "'")).isEqualTo("true");
            assertThat(text(second, "SELECT count(*)::text FROM public_checkpoint")).as("of the former log")
                    .isEqualTo("0");
            String verdict = verify(second, early);
            assertThat(verdict).contains("Good: no fault.", "continues " + RunningSequencer.ORIGIN,
                    kept + " of " + signed + " entries");
            // What the old one signed over entries that are gone does not fit, and is named.
            assertThat(verify(second, last)).contains("FORK");
        } finally {
            stack.execute("postgres", "DROP DATABASE restored WITH (FORCE)");
        }
        // What was sent to the new log is on the topics for the old one, too, which every test leaves whole.
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(sent);
        }
    }

    @Test
    @DisplayName("A log that says it continues another one, and has not its beginning, signs nothing")
    void foreignLogIsNotContinued() throws Exception {
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
        Path directory = Files.createTempDirectory("former-");
        Path foreign = directory.resolve("foreign.pem");
        NoteKey key = NoteKey.readOrMake("handschlag.test/foreign", foreign);
        Files.writeString(directory.resolve("foreign.pem.signed"),
                SignedNote.sign(new Checkpoint("handschlag.test/foreign", 1, new byte[32]), key));
        RunningSequencer.Place place = stack.place();
        RunningSequencer.Place second = new RunningSequencer.Place(place.jdbcUrl(), place.password(),
                place.bootstrapServers(), place.keyFile().resolveSibling("third-key.pem"), SECOND,
                Optional.of(foreign));

        try (RunningSequencer running = new RunningSequencer(second, NOBODY)) {
            await(running, State.REFUSING_TO_SIGN);
            assertThat(running.status().detail()).contains("is not signed by handschlag.test/foreign");
        }
    }

    private static void awaitSigned(RunningSequencer.Place place, List<UUID> events) {
        String ids = events.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> text(place, "SELECT (count(*) = " + events.size() + " AND (SELECT max(tree_size) FROM"
                        + " log_checkpoint) = (SELECT max(log_index) + 1 FROM log_entry))::text FROM log_entry WHERE"
                        + " event_id IN (" + ids + ")").equals("true"));
    }

    private static String text(RunningSequencer.Place place, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(place.jdbcUrl(), "audit_app", place.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private String verify(RunningSequencer.Place place, String formerCheckpoint) throws SQLException, IOException {
        Path directory = Files.createTempDirectory("continued-");
        String vkey = NoteKey.readOrMake(SECOND, place.keyFile()).verifierKey();
        Path archive = directory.resolve("export.zip");
        try (AgroalDataSource database = AgroalDataSource
                .from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(2)
                                .connectionFactoryConfiguration(factory -> factory.jdbcUrl(place.jdbcUrl())
                                        .principal(new NamePrincipal("audit_app"))
                                        .credential(new SimplePassword(place.password())))))) {
            WrittenExport.to(archive, database, vkey);
        }
        Path formerKey = Files.writeString(directory.resolve("former"),
                NoteKey.readOrMake(RunningSequencer.ORIGIN, stack.place().keyFile()).verifierKey());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        VerifyLog.run(out, out, "--vkey", Files.writeString(directory.resolve("vkey"), vkey).toString(),
                "--former-vkey", formerKey.toString(), "--checkpoint",
                Files.writeString(directory.resolve("checkpoint"), formerCheckpoint).toString(), "--event-keys",
                EventKeyFiles.in(place.keyFile().resolveSibling("event-keys")).trusted().toString(),
                archive.toString());
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
