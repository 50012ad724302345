package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.handschlag.deploy.local.EmbeddedPostgres;

/**
 * The statement of the registry's reads, sent by pgbench in the reads' role and with the session options of the registry. It
 * is taken from the database, as the registry sent it last.
 */
final class SelectAlone {

    private static final String SENT = """
            SELECT query FROM pg_stat_activity
            WHERE application_name = 'registry-service reader' AND query LIKE '%consent_grant%' LIMIT 1""";
    /** Those of the registry's sessions: see handschlag.db.session-options. */
    private static final String SESSION_OPTIONS = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
            + " -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    private final EmbeddedPostgres postgres;
    private final Path script;

    private SelectAlone(EmbeddedPostgres postgres, Path script) {
        this.postgres = postgres;
        this.script = script;
    }

    static SelectAlone as(RunningStack stack, Agency agency, String prefix, int persons, String purpose)
            throws SQLException, IOException {
        agency.read(prefix + "0", purpose).expect(200);
        EmbeddedPostgres postgres = stack.stack().postgres();
        try (Connection connection = postgres.connectAsSuperuser("registry");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SENT)) {
            if (!row.next()) {
                throw new IllegalStateException("no session shows the statement of a read");
            }
            List<String> arguments = List.of("'" + agency.id() + "'", "'{}'", "'{psz}'", "'{schule}'", "false",
                    "ARRAY['" + prefix + "' || :n::text]", "ARRAY[0]", "ARRAY['" + purpose + "']", "ARRAY[NULL]",
                    "ARRAY[false]", "'{address}'", "'{psz}'");
            String query = row.getString(1).replaceAll("--.*", "");
            for (int i = arguments.size(); i > 0; i--) {
                query = query.replaceAll("\\$" + i + "\\b", Matcher.quoteReplacement(arguments.get(i - 1)));
            }
            requireOneRow(connection, query.replace(":n", "0"));
            Path script = Files.createTempFile("select", ".sql");
            script.toFile().deleteOnExit();
            Files.writeString(script, "\\set n random(0, " + (persons - 1) + ")\n" + query.replace('\n', ' ') + ";\n");
            return new SelectAlone(postgres, script);
        }
    }

    /** The statement may have got other parameters since this was written: better known here than after minutes of load. */
    private static void requireOneRow(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            if (!row.next() || row.getBytes("sealed_value") == null) {
                throw new IllegalStateException("the statement of a read does not read what the registry reads by it");
            }
        }
    }

    double perSecond(int clients, int seconds) {
        ProcessBuilder pgbench = new ProcessBuilder("pgbench", "-n", "-M", "prepared", "-f", script.toString(), "-c",
                "" + clients, "-j", "1", "-T", "" + seconds, "-h", "127.0.0.1", "-p", "" + postgres.port(), "-U",
                EmbeddedPostgres.READER, "registry").redirectErrorStream(true);
        pgbench.environment().put("PGPASSWORD", postgres.password(EmbeddedPostgres.READER));
        pgbench.environment().put("PGOPTIONS", SESSION_OPTIONS);
        try {
            Process process = pgbench.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rate = Pattern.compile("tps = ([0-9.]+)").matcher(output);
            if (process.waitFor() != 0 || !rate.find()) {
                throw new IllegalStateException("pgbench failed: " + output);
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
