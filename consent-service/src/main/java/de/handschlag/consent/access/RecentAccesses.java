package de.handschlag.consent.access;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import de.handschlag.consent.access.OwnLog.Access;
import de.handschlag.event.AccessKind;

/** What happened lately with the data of the person who is logged in, for the first page: newest first. */
@ApplicationScoped
public class RecentAccesses {

    private static final Logger LOG = Logger.getLogger(RecentAccesses.class);
    private static final int LOOKED_AT = 50;

    private final OwnLog log;

    RecentAccesses(@RestClient OwnLog log) {
        this.log = log;
    }

    /**
     * What the log's newest entries say.
     *
     * @param seen    somebody saw something
     * @param overdue an office owes an answer about data that it had received, is late, and has not answered since (R23)
     */
    public record Recent(List<Access> seen, List<Access> overdue) {}

    /** Empty while the log cannot be asked: a page without it is better than none. */
    public Optional<Recent> find() {
        try {
            List<Access> newest = log.list(LOOKED_AT, null).accesses();
            return Optional.of(new Recent(newest.stream().filter(RecentAccesses::wasSeen).toList(),
                    newest.stream().filter(access -> isOverdue(access, newest)).toList()));
        } catch (WebApplicationException e) {
            LOG.warnf("the log answered %d to the question who saw what", e.getResponse().getStatus());
            return Optional.empty();
        } catch (ProcessingException e) {
            LOG.warn("the log cannot be asked who saw what", e);
            return Optional.empty();
        }
    }

    private static boolean wasSeen(Access access) {
        return access.isDisclosure() || access.kind() == AccessKind.EMERGENCY_OPENED;
    }

    private static boolean isOverdue(Access access, List<Access> newest) {
        return access.kind() == AccessKind.OBLIGATION_OVERDUE && newest.stream()
                .noneMatch(later -> later.kind() == AccessKind.OBLIGATION_ANSWERED && later.index() > access.index()
                        && Objects.equals(later.agency(), access.agency())
                        && Objects.equals(later.cause(), access.cause())
                        && Objects.equals(later.purpose(), access.purpose())
                        && later.attributes().equals(access.attributes()));
    }
}
