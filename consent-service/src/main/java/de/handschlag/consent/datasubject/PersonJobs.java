package de.handschlag.consent.datasubject;

import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.consent.transaction.NewTransaction;

/**
 * Does what is to be done for many persons without anybody asking for it. Each thing has its own transaction under its person's
 * lock and is looked at again there: so a decision of the last moment wins, and of two replicas that find the same thing one does
 * it.
 */
@ApplicationScoped
public class PersonJobs {

    /** How often each job looks for what is to be done, also for what an earlier look left. */
    public static final String INTERVAL = "${handschlag.consent.jobs-interval}";
    /** How long after the start. */
    public static final String DELAY = "5s";

    private static final int BATCH = 500;
    private static final Logger LOG = Logger.getLogger(PersonJobs.class);

    private final DataSubjectService dataSubjects;
    private final NewTransaction transaction;

    PersonJobs(DataSubjectService dataSubjects, NewTransaction transaction) {
        this.dataSubjects = dataSubjects;
        this.transaction = transaction;
    }

    /** Something of a person that was found without a lock. */
    public interface Candidate {

        UUID id();

        UUID dataSubjectId();
    }

    /** Nothing else is known of it. */
    public record Found(UUID id, UUID dataSubjectId) implements Candidate {}

    /**
     * Goes on until nothing is left that can be done.
     *
     * @param done   what was done, for the log
     * @param find   at most so many
     * @param change under the person's lock; false if there is nothing to do any more
     */
    public <C extends Candidate> void forEach(String done, IntFunction<List<C>> find,
            BiPredicate<LockedPerson, C> change) {
        List<C> found;
        int changed;
        do {
            found = transaction.call(() -> find.apply(BATCH));
            changed = 0;
            for (C candidate : found) {
                changed += isChanged(candidate, done, change) ? 1 : 0;
            }
            if (changed > 0) {
                LOG.infof("%s: %d", done, changed);
            }
        } while (found.size() == BATCH && changed > 0);
    }

    private <C extends Candidate> boolean isChanged(C candidate, String done, BiPredicate<LockedPerson, C> change) {
        try {
            return transaction.call(() -> change.test(dataSubjects.lock(candidate.dataSubjectId()), candidate));
        } catch (HttpProblem erasedMeanwhile) {
            return false;
        } catch (RuntimeException e) {
            // One that cannot be done must not keep the others; the next run tries it again.
            LOG.errorf(e, "%s: not %s", done, candidate.id());
            return false;
        }
    }
}
