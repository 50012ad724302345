package de.handschlag.registry.freshness;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.database.Sql;

/** Age of the view per partition, as every replica sees it: {@code handschlag.freshness.age} in seconds. */
@ApplicationScoped
class FreshnessMetrics {

    private final long startedNanos = System.nanoTime();
    private final Sql sql;
    private final MeterRegistry registry;
    private final Map<Integer, Double> ages = new ConcurrentHashMap<>();

    FreshnessMetrics(AgroalDataSource dataSource, MeterRegistry registry) {
        this.sql = new Sql(dataSource);
        this.registry = registry;
    }

    /** Of a partition of which nothing is proven it is the time for which this replica has looked. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        sql.list("""
                SELECT kafka_partition,
                    coalesce(extract(epoch FROM statement_timestamp() - published_before)::float8, ?)
                FROM applied_partition""", row -> Map.entry(row.getInt(1), row.getDouble(2)),
                (System.nanoTime() - startedNanos) / 1e9).forEach(age -> put(age.getKey(), age.getValue()));
    }

    private void put(Integer partition, Double age) {
        if (ages.put(partition, age) == null) {
            Gauge.builder("handschlag.freshness.age", ages, a -> a.getOrDefault(partition, Double.NaN))
                    .description("How old the proof is that the views are complete").baseUnit("seconds")
                    .tag("partition", String.valueOf(partition)).register(registry);
        }
    }
}
