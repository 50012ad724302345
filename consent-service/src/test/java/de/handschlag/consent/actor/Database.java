package de.handschlag.consent.actor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import de.handschlag.teststack.TestStack;

/** Looks behind the service, and moves time for it. */
public final class Database {

    private Database() {}

    /** The one number that a query yields. */
    public static long number(String sql, Object... parameters) {
        return TestStack.asSuperuser(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Returns how many rows changed. */
    public static int update(String sql, Object... parameters) {
        return TestStack.asSuperuser(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    /** One more open request for the same, as a version left it that did not end the one before. */
    public static UUID anotherOpenRequest(UUID consentRecordId) {
        UUID another = UUID.randomUUID();
        update("""
                INSERT INTO consent_record SELECT (jsonb_populate_record(r, jsonb_build_object('id', ?::text))).*
                FROM consent_record r WHERE id = ? AND status = 'REQUESTED'""", another.toString(), consentRecordId);
        return another;
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
