package de.handschlag.audit.asking.export;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

/** What exports read of the log. */
@ApplicationScoped
class ExportRepository {

    private final AgroalDataSource database;

    ExportRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** A connection of the pool's for one archive, which the caller closes. */
    ExportSession open() throws SQLException {
        return new ExportSession(database.getConnection());
    }
}
