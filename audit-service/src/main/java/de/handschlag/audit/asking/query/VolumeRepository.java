package de.handschlag.audit.asking.query;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Sums of the sequencer's daily summary. */
@ApplicationScoped
class VolumeRepository {

    private final Sql sql;

    VolumeRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** Days are UTC, both included. Of all agencies and purposes, or of one. */
    Volume between(LocalDate first, LocalDate last, @Nullable String agencyId, @Nullable String purpose) {
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        SortedMap<String, Long> offices = new TreeMap<>();
        SortedMap<String, Long> purposes = new TreeMap<>();
        SortedMap<String, Long> types = new TreeMap<>();
        sql.list("""
                SELECT day, agency_id, purpose, type, entries FROM log_day
                WHERE day BETWEEN ? AND ? AND (?::text IS NULL OR agency_id = ?) AND (?::text IS NULL OR purpose = ?)
                  AND type = ANY (?)""", row -> {
            long entries = row.getLong(5);
            days.merge(row.getObject(1, LocalDate.class), entries, Long::sum);
            offices.merge(row.getString(2), entries, Long::sum);
            purposes.merge(row.getString(3), entries, Long::sum);
            types.merge(row.getString(4), entries, Long::sum);
            return entries;
        }, first, last, agencyId, agencyId, purpose, purpose, ReadOutcome.typeNames());
        return new Volume(days, offices, purposes, types);
    }
}
