package de.handschlag.registry.disclosure;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;
import de.handschlag.registry.freshness.Freshness;

/** Number of partitions of consent-events that the registry applies. It never changes: persons would change places. */
@ApplicationScoped
class PartitionCount {

    private final Sql sql;
    private final Freshness freshness;
    private volatile int count;

    PartitionCount(AgroalDataSource dataSource, Freshness freshness) {
        this.sql = new Sql(dataSource);
        this.freshness = freshness;
    }

    /** @throws RuntimeException 503 while no partition has been seen yet */
    int get() {
        int known = count;
        return known > 0 ? known : load();
    }

    private int load() {
        int seen = sql.one("SELECT count(*) FROM applied_partition", row -> row.getInt(1));
        if (seen == 0) {
            throw freshness.staleness("The registry has not yet read any decision.");
        }
        count = seen;
        return seen;
    }
}
