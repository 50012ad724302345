package de.handschlag.audit.chain.log;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;

/**
 * Moves the public checkpoint on at each beat: to what was signed before the beat began, whenever that is noticed, so that entries
 * come in the groups of one beat. Every replica does it, by the database's clock, and all come to the same.
 */
@ApplicationScoped
public class PublicBeat {

    private static final Logger LOG = Logger.getLogger(PublicBeat.class);

    private final Sql sql;
    private final double seconds;

    PublicBeat(AgroalDataSource database, LogSettings settings) {
        Duration beat = settings.publicBeat();
        if (beat.toMillis() < 1) {
            throw new IllegalArgumentException("handschlag.log.public-beat is a duration such as PT60S");
        }
        this.sql = new Sql(database);
        this.seconds = beat.toMillis() / 1000.0;
    }

    @Scheduled(every = "{handschlag.log.public-look-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            moveOn();
        } catch (DatabaseException e) {
            LOG.warn("the public checkpoint does not move on; it is tried again", e);
        }
    }

    /** The very first one is public at once: there is nothing before it that it could be grouped with. */
    public void moveOn() {
        sql.update("""
                INSERT INTO public_checkpoint (tree_size, shown_at)
                SELECT tree_size, clock_timestamp() FROM log_checkpoint
                WHERE tree_size > coalesce((SELECT max(tree_size) FROM public_checkpoint), -1)
                    AND (signed_at < to_timestamp(floor(extract(epoch FROM clock_timestamp()) / ?) * ?)
                        OR NOT EXISTS (SELECT FROM public_checkpoint))
                ORDER BY tree_size DESC LIMIT 1
                ON CONFLICT DO NOTHING""", seconds, seconds);
    }
}
