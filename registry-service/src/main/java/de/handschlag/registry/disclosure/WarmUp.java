package de.handschlag.registry.disclosure;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.Requester;

/**
 * A replica takes no agency's reads before it has read by itself: the first reads open connections, load classes and learn
 * where the log's partitions are, and a client that met them waited for seconds. It reads for an agency that does not exist.
 */
@Readiness
@ApplicationScoped
class WarmUp implements HealthCheck {

    private static final String NAME = "First read";
    private static final int READS = 20;
    private static final ViewRequest OF_NOBODY = new ViewRequest(new Requester("-", "-", null), List.of("-"), "-", null,
            null, null, Set.of(), null);

    private final SharingViewReader reader;
    private final AccessLog accessLog;
    private volatile boolean done;

    WarmUp(SharingViewReader reader, AccessLog accessLog) {
        this.reader = reader;
        this.accessLog = accessLog;
    }

    @Override
    public HealthCheckResponse call() {
        if (done) {
            return HealthCheckResponse.up(NAME);
        }
        try {
            for (int i = 0; i < READS; i++) {
                reader.open(reader.read(List.of(OF_NOBODY)).getFirst());
            }
            accessLog.prepare();
            done = true;
            return HealthCheckResponse.up(NAME);
        } catch (RuntimeException e) {
            return HealthCheckResponse.down(NAME); // Broker or database are not there yet; the next check tries again.
        }
    }
}
