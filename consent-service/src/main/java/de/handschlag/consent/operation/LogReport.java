package de.handschlag.consent.operation;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How far the log is, by what it tells everybody. */
@ApplicationScoped
class LogReport {

    private static final Logger LOG = Logger.getLogger(LogReport.class);

    private final PublicLog log;
    private final @Nullable String authorization;

    LogReport(@RestClient PublicLog log,
            @ConfigProperty(name = "handschlag.audit.public-log-token") Optional<String> token) {
        this.log = log;
        this.authorization = token.map("Bearer "::concat).orElse(null);
    }

    /**
     * The public checkpoint.
     *
     * @param origin  the log's name
     * @param entries how many entries it covers
     */
    record SignedLog(String origin, long entries) {}

    /** Empty if the log does not answer, or not with a checkpoint. */
    Optional<SignedLog> find() {
        try {
            List<String> lines = log.checkpoint(authorization).lines().limit(2).toList();
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new SignedLog(lines.getFirst(), Long.parseLong(lines.getLast())));
        } catch (WebApplicationException | ProcessingException | NumberFormatException e) {
            LOG.debug("The log tells no checkpoint", e);
            return Optional.empty();
        }
    }
}
