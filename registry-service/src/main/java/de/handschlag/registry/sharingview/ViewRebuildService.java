package de.handschlag.registry.sharingview;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import de.handschlag.problem.ProblemType;

/** Starts a rebuild on this replica and keeps where every replica finds it how it fares. */
@ApplicationScoped
class ViewRebuildService {

    private static final ProblemType RUNNING = new ProblemType("view-rebuild-running", 409,
            "The views are being rebuilt already", "Die Sichten werden schon neu aufgebaut",
            "Wait until it has ended.");
    private static final Logger LOG = Logger.getLogger(ViewRebuildService.class);
    private static final Duration TELL_EVERY = Duration.ofMillis(500);

    private final ViewRebuildRepository runs;
    private final ViewRebuild rebuild;

    ViewRebuildService(ViewRebuildRepository runs, ViewRebuild rebuild) {
        this.runs = runs;
        this.rebuild = rebuild;
    }

    /**
     * Starts a run and does not wait for it.
     *
     * @param login random id of whoever starts it
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if one is running
     */
    UUID start(String login, boolean checkOnly) {
        UUID rebuildId = UUID.randomUUID();
        if (!runs.start(rebuildId, checkOnly, login)) {
            throw RUNNING.because("Only one rebuild runs at a time.");
        }
        Thread.ofPlatform().name("view-rebuild").daemon().start(() -> run(rebuildId, checkOnly));
        return rebuildId;
    }

    private void run(UUID rebuildId, boolean checkOnly) {
        long[] toldAt = {System.nanoTime() - TELL_EVERY.toNanos()};
        try {
            ViewDifferences found = rebuild.run(checkOnly, (read, total) -> {
                if (System.nanoTime() - toldAt[0] >= TELL_EVERY.toNanos()) {
                    toldAt[0] = System.nanoTime();
                    runs.progress(rebuildId, read, total);
                }
            });
            LOG.infof("the views are %s: %s", checkOnly ? "compared" : "rebuilt", found);
            runs.finish(rebuildId, found);
        } catch (IllegalStateException e) {
            fail(rebuildId, String.valueOf(e.getMessage()), e);
        } catch (Exception e) {
            fail(rebuildId, "It failed, and nothing was changed; the service's log says why.", e);
        }
    }

    private void fail(UUID rebuildId, String failure, Exception cause) {
        LOG.error("the views are not rebuilt", cause);
        runs.fail(rebuildId, failure);
    }

    Optional<ViewRebuildRun> find(UUID rebuildId) {
        return runs.find(rebuildId);
    }
}
