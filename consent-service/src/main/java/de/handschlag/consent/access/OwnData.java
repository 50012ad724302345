package de.handschlag.consent.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.consent.access.OwnLog.Access;
import de.handschlag.consent.access.OwnLog.Accesses;
import de.handschlag.consent.access.OwnLog.NewComplaint;
import de.handschlag.consent.access.OwnLog.OwnComplaint;
import de.handschlag.consent.access.StoredData.Correction;
import de.handschlag.consent.access.StoredData.NewCorrection;
import de.handschlag.consent.access.StoredData.Obligation;
import de.handschlag.consent.access.StoredData.Value;
import de.handschlag.consent.access.StoredData.Values;
import de.handschlag.problem.ProblemType;

/** What the other two services tell the person who is logged in; empty while they cannot be asked, and pages then say so. */
@ApplicationScoped
public class OwnData {

    private static final Logger LOG = Logger.getLogger(OwnData.class);
    private static final int VALUES = 100;
    private static final int OBLIGATIONS = 200;
    private static final int ACCESSES = 20;
    private static final int ACCESSES_FOR_A_PAPER = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final String NO_SUCH_ENTRY = "No entry that you are shown has this index.";

    private final StoredData registry;
    private final OwnLog log;

    OwnData(@RestClient StoredData registry, @RestClient OwnLog log) {
        this.registry = registry;
        this.log = log;
    }

    /** What became of copies, the newest first. */
    public Optional<List<Obligation>> obligations() {
        return asked("registry", () -> registry.obligations(OBLIGATIONS).obligations());
    }

    /** A page of stored values. */
    Optional<Values> values(@Nullable String after) {
        return asked("registry", () -> registry.values(after, VALUES));
    }

    /** All stored values, by attribute and source. */
    public Optional<List<Value>> allValues() {
        List<Value> all = new ArrayList<>();
        String after = null;
        do {
            Optional<Values> page = values(after);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(page.get().values());
            after = page.get().next();
        } while (after != null);
        return Optional.of(all);
    }

    /** A page of who saw what, the newest first. */
    Optional<Accesses> accesses(@Nullable String cursor) {
        return asked("log", () -> log.list(ACCESSES, cursor));
    }

    /**
     * Who saw what, the newest first.
     *
     * @param enough so many, or some more, if there are as many; the answer's cursor is null if these are all
     */
    public Optional<Accesses> newestAccesses(int enough) {
        List<Access> newest = new ArrayList<>();
        Optional<Accesses> page = asked("log", () -> log.list(ACCESSES_FOR_A_PAPER, null));
        while (page.isPresent()) {
            Accesses told = page.get();
            newest.addAll(told.accesses());
            String next = told.nextCursor();
            if (next == null || newest.size() >= enough) {
                return Optional.of(new Accesses(newest, next, told.incompleteSince()));
            }
            page = asked("log", () -> log.list(ACCESSES_FOR_A_PAPER, next));
        }
        return Optional.empty();
    }

    /**
     * One entry of the log.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the person is shown no such entry, 503 while the log cannot be asked
     */
    Access access(long index) {
        try {
            return log.get(index);
        } catch (NotFoundException e) {
            throw ProblemType.NOT_FOUND.because(NO_SUCH_ENTRY);
        } catch (WebApplicationException | ProcessingException e) {
            LOG.warnf("the log cannot be asked: %s", e.toString());
            throw away();
        }
    }

    /** What the person asked the data-protection officer, the newest first. */
    Optional<List<OwnComplaint>> complaints() {
        return asked("log", () -> log.complaints().complaints());
    }

    /**
     * Asks the data-protection officer; the same text about the same entry once more is no second question.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the person is shown no such entry, 503 while the log cannot be asked
     */
    Complaining complain(long index, String text) {
        if (complaints().orElseThrow(OwnData::away).stream()
                .anyMatch(one -> one.entryIndex() == index && one.text().equals(text))) {
            return Complaining.MADE;
        }
        try (Response answer = log.complain(new NewComplaint(index, text))) {
            return Complaining.MADE;
        } catch (WebApplicationException e) {
            return switch (e.getResponse().getStatus()) {
                case UNPROCESSABLE -> Complaining.REFUSED;
                case CONFLICT -> Complaining.TOO_MANY;
                case NOT_FOUND -> throw ProblemType.NOT_FOUND.because(NO_SUCH_ENTRY);
                default -> throw away();
            };
        } catch (ProcessingException e) {
            throw away();
        }
    }

    /** What became of a question to the data-protection officer. */
    enum Complaining {
        MADE,
        /** The log does not take such a text. */
        REFUSED,
        /** So many wait for an answer that no more is taken. */
        TOO_MANY
    }

    /** Which values the person said are wrong, the newest first. */
    public Optional<List<Correction>> corrections() {
        return asked("registry", () -> registry.corrections().requests());
    }

    /**
     * Says of a value that it is wrong; the same once more is no second request.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 while the registry cannot be asked
     */
    Correcting requestCorrection(NewCorrection wanted) {
        try (Response answer = registry.requestCorrection(wanted)) {
            return Correcting.MADE;
        } catch (WebApplicationException e) {
            return switch (e.getResponse().getStatus()) {
                case UNPROCESSABLE -> Correcting.REFUSED;
                case CONFLICT -> conflict(e.getResponse());
                default -> throw away();
            };
        } catch (ProcessingException e) {
            throw away();
        }
    }

    private static Correcting conflict(Response answer) {
        String problem = answer.readEntity(String.class);
        if (problem.contains(":too-many-correction-requests\"")) {
            return Correcting.TOO_MANY;
        }
        return problem.contains(":restricted-before\"") ? Correcting.RESTRICTED_BEFORE : Correcting.REFUSED;
    }

    /**
     * Takes such a request back; one that is answered or gone stays as it is, and the list says so.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 while the registry cannot be asked
     */
    void takeBackCorrection(UUID id) {
        try (Response answer = registry.takeBackCorrection(id)) {
            LOG.debugf("a request for correction is taken back: %d", answer.getStatus());
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status != CONFLICT && status != NOT_FOUND) {
                throw away();
            }
        } catch (ProcessingException e) {
            throw away();
        }
    }

    /** What became of a request for correction. */
    enum Correcting {
        MADE,
        /** There is no such value, another request about it is open, or the registry does not take such a text. */
        REFUSED,
        /** So many wait for an answer that no more is taken. */
        TOO_MANY,
        /** The value was contested before and has not changed: it may be contested, and not restricted again. */
        RESTRICTED_BEFORE
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 503 while the log cannot be asked */
    public <T> T paper(Supplier<T> question) {
        return asked("log", question).orElseThrow(OwnData::away);
    }

    /** For {@link #paper}. */
    public OwnLog log() {
        return log;
    }

    /** 503: a page that shows nothing is no answer to whoever wants a whole. */
    public static RuntimeException away() {
        return ProblemType.UNAVAILABLE.retryAfter(5, "Another service does not answer at the moment.");
    }

    private static <T> Optional<T> asked(String whom, Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == UNPROCESSABLE) {
                // An address that somebody typed or kept for too long: pages hand on nothing else that can be wrong.
                throw ProblemType.NOT_FOUND.because("There is no such page of the list.");
            }
            LOG.warnf("the %s answered %d to a person's page", whom, e.getResponse().getStatus());
            return Optional.empty();
        } catch (ProcessingException e) {
            LOG.warnf("the %s cannot be asked for a person's page: %s", whom, e.toString());
            return Optional.empty();
        }
    }
}
