package de.handschlag.registry.freshness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;

/** Age of the view per partition, as every replica sees it: {@code handschlag.freshness.age} in seconds. */
@ApplicationScoped
class FreshnessMetrics {

    private final AgroalDataSource dataSource;
    private final MeterRegistry registry;
    private final Map<Integer, Double> ages = new ConcurrentHashMap<>();

    FreshnessMetrics(AgroalDataSource dataSource, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.registry = registry;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT kafka_partition, extract(epoch FROM statement_timestamp() - published_before)::float8
                        FROM applied_partition WHERE published_before IS NOT NULL""");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                int partition = row.getInt(1);
                if (ages.put(partition, row.getDouble(2)) == null) {
                    Gauge.builder("handschlag.freshness.age", ages, a -> a.getOrDefault(partition, Double.NaN))
                            .description("How old the proof is that the views are complete").baseUnit("seconds")
                            .tag("partition", String.valueOf(partition)).register(registry);
                }
            }
        }
    }
}
