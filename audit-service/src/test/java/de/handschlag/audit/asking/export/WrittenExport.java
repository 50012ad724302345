package de.handschlag.audit.asking.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Semaphore;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.database.Sql;

/** An export as the service makes it, without a service around it. */
public final class WrittenExport {

    private WrittenExport() {}

    /** Cut at the newest checkpoint. */
    public static void to(Path archive, AgroalDataSource database, String verifierKey) throws IOException {
        StoredTree.SignedCheckpoint newest = new StoredTree(new Sql(database)).newestCheckpoint().orElseThrow();
        try (OutputStream out = Files.newOutputStream(archive)) {
            new LogExport(newest, verifierKey, null, new ExportRepository(database), ExportPermit.of(new Semaphore(1)),
                    Clock.systemUTC()).writeTo(out);
        }
    }
}
