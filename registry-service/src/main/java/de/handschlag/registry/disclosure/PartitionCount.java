package de.handschlag.registry.disclosure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.registry.freshness.Freshness;

/** Number of partitions of consent-events that the registry applies. It never changes: persons would change places. */
@ApplicationScoped
class PartitionCount {

    private final AgroalDataSource dataSource;
    private final Freshness freshness;
    private volatile int count;

    PartitionCount(AgroalDataSource dataSource, Freshness freshness) {
        this.dataSource = dataSource;
        this.freshness = freshness;
    }

    /** @throws RuntimeException 503 while no partition has been seen yet */
    int get() throws SQLException {
        int known = count;
        return known > 0 ? known : load();
    }

    private int load() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM applied_partition");
                ResultSet row = select.executeQuery()) {
            row.next();
            int seen = row.getInt(1);
            if (seen == 0) {
                throw freshness.staleness("The registry has not yet read any decision.");
            }
            count = seen;
            return seen;
        }
    }
}
